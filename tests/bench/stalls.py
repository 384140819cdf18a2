"""How long an operation keeps the bot from answering others, measured from outside."""
import re
import subprocess
import time

from ircd import Gone

HOST = "owner.bench"
BACKUP = r"tonle-[\w-]+\.db"
IDLE = 0.15  # share of a processor
CHANNEL = "#quiet"
SEARCH = "war of Cambodia with China Vietnam Thailand Laos France Japan Russia Britain"
MISSPELT = "bombng treety prisners elecshun sihanuk goverment"


class Stalls:
    """Runs operations on a started Program; `rows` collects {operation: {…}}."""

    def __init__(self, program, tonle, database, environment=None):
        self.peer, self.cpu = program.peer, program.cpu
        self.tonle, self.database, self.environment = tonle, database, environment
        self.people = 0
        self.rows = {}

    def person(self):
        """A new person for each question, since the rate limit for one is below the benchmark's rate."""
        self.people += 1
        return f"owner{self.people}"

    def when_idle(self):
        """A test that is true once the bot has only answered PINGs for 0.4 s."""
        used, since = self.cpu(), time.monotonic()

        def idle():
            nonlocal used, since
            now = time.monotonic()
            if now - since < 0.4:
                return False
            busy = (self.cpu() - used) / (now - since) > IDLE
            used, since = self.cpu(), now
            return not busy
        return idle

    def say(self, text, row=None, expected=""):
        """Says it, and records in that row the longest wait until it is answered and the bot is idle
        again. Returns the answer."""
        nick, answers, idle = self.person(), [], None

        def act():
            self.peer.say(nick, CHANNEL, text, HOST)

        def done(line):
            nonlocal idle
            if line is not None and re.match(
                    rf"(PRIVMSG {CHANNEL} :{nick}: |(NOTICE|PRIVMSG) {nick} :)", line):
                answers.append(line)
                idle = self.when_idle()
            return bool(idle and line is None and idle())
        before = self.cpu()
        longest, _ = self.peer.longest_wait(act, done)
        line = answers[0]
        if row:
            self.rows[row] = {"ms": 1000 * longest, "answer": line,
                              "cpu_ms": 1000 * (self.cpu() - before),
                              "expected": bool(re.search(expected, line))}
        return line

    def nothing(self):
        """The baseline: how long a PING takes when nothing else happens."""
        until, before = time.monotonic() + 2, self.cpu()
        longest, _ = self.peer.longest_wait(lambda: None, lambda _: time.monotonic() > until)
        self.rows["nothing"] = {"ms": 1000 * longest, "expected": True,
                                "cpu_ms": 1000 * (self.cpu() - before)}

    def second_process(self, words):
        """Another process writes; the bot may take a second to notice, and is watched for two."""
        command = [self.tonle, "do", "--db", self.database, *words]
        running, idle, before = [], [], self.cpu()

        def act():
            running.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True,
                                            env=self.environment))
            running.append(time.monotonic())

        def done(_):
            if running and len(running) == 2 and running[0].poll() is not None:
                running.append(time.monotonic())
                idle.append(self.when_idle())
            return bool(idle and time.monotonic() - running[2] > 1.5 and idle[0]())
        longest, _ = self.peer.longest_wait(act, done)
        answer = running[0].stdout.read().strip()
        self.rows["second process writes"] = {
            "ms": 1000 * longest, "cpu_ms": 1000 * (self.cpu() - before),
            "took_ms": 1000 * (running[2] - running[1]), "answer": answer,
            "expected": "saved" in answer}

    def questions(self, row, lines):
        """The longest wait over some questions."""
        self.rows[row] = {"ms": 0.0, "expected": True}
        for text, _ in lines:
            longest = self.rows[row]["ms"]
            self.say(f"tonle: {text}", row)
            self.rows[row]["ms"] = max(longest, self.rows[row]["ms"])

    def run(self, lines, plan):
        """All operations. plan: the facts to edit, what to add, an alias, what to compare."""
        first, second = plan["edit"]
        self.nothing()
        self.questions("question, known", lines["known"][:10])
        self.questions("question, unknown", lines["unknown"][:10])
        self.say(f"!edit {first} s/\\.$/ indeed./", "accepted edit", "saved")
        self.say(f"!edit {first} s/^/So /", "refused edit (moved on)", "Not saved")
        self.say(f"!edit {second} s/\\.$/ indeed./", "accepted edit, again", "saved")
        self.say(f"!add {plan['add']}", "add", "saved")
        if plan["alias"]:
            self.say(f"!alias {plan['alias']} = zubrowka", "alias", "saved")
        self.second_process(["add", *plan["add again"].split()])
        self.say("!stats duplicates", "stats duplicates")
        self.say("!stats", "stats")
        self.say(f"!compare {plan['compare']}", "compare", r"\(")
        self.say(f"tonle: search {SEARCH}", "search, twelve words", r"\(")
        self.say(f"tonle: search {MISSPELT}", "search, misspelt words", "I looked for")
        made = self.say("!backup", "backup", BACKUP)
        name = re.search(BACKUP, made)
        if not name:
            raise Gone(f"no backup was made: {made}")
        checked = self.say(f"!restore {name[0]}", "restore: its check", r"restore \S+ \w+")
        word = re.search(rf"restore {re.escape(name[0])} (\w+)\W*$", checked)
        if word:
            self.say(f"!restore {name[0]} {word[1]}", "restore", "[Rr]estored")
        return self.rows
