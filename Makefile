# tonle: `make run` starts the bot to talk to, `make test` tests it; `make help` lists the rest.

CC      ?= gcc
BUILD   ?= build
PREFIX  ?= /usr/local
VERSION := 0.2.0

PACKAGES := libircclient icu-i18n libxml-2.0 sqlite3 libpcre2-8 yaml-0.1 libutf8proc libcrypto libssl
CSTD     := -std=c11 -D_GNU_SOURCE
WARN     := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
            -Wpointer-arith -Wcast-qual -Wwrite-strings -Wvla -Wformat=2 -Wundef
OPT      ?= -O2 -g
CFLAGS   ?= $(OPT)
# Debian's hardening flags, for a program that parses hostile input; HARDEN= and HARDEN_LINK= switch
# them off
HARDEN   ?= -fstack-protector-strong -fstack-clash-protection -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 \
            -fPIE $(if $(findstring x86_64,$(shell $(CC) -dumpmachine)),-fcf-protection)
HARDEN_LINK ?= -pie -Wl,-z,relro,-z,now
# libircclient has no pkg-config file in Debian 12
PKGS     := $(filter-out libircclient,$(PACKAGES))
ALL_CFLAGS := $(CSTD) $(WARN) -Ibot -I$(BUILD) -DTONLE_VERSION='"$(VERSION)"' \
              $(shell pkg-config --cflags $(PKGS) 2>/dev/null) $(HARDEN) $(CPPFLAGS) $(CFLAGS)
LIBS       := -lircclient -lstemmer $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lpthread -lm

SOURCES := $(sort $(wildcard bot/*.c bot/*/*.c))
OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o)
PARTS   := $(filter-out $(BUILD)/bot/main.o,$(OBJECTS))
FACTS   := $(sort $(wildcard facts/*.yaml))
TEXTS   := $(sort $(wildcard facts/texts/*.txt))
UNITS   := $(sort $(wildcard tests/unit/*.c))
UNIT_BINS := $(UNITS:%.c=$(BUILD)/%)
FUZZERS := $(sort $(wildcard tests/fuzz/fuzz_*.c))
FUZZER_BINS := $(FUZZERS:%.c=$(BUILD)/%)

# A command is shown as "CC bot/main.c"; make V=1 shows it in full.
Q    := $(if $(V),,@)
say   = $(if $(V),,@printf '  %-6s %s\n' '$(1)' '$(2)')

.PHONY: all man
all: $(BUILD)/tonle $(BUILD)/tonle.db man
	@:

$(BUILD)/tonle: $(OBJECTS)
	$(call say,LD,$@)
	$(Q)$(CC) $(HARDEN) $(CFLAGS) $(HARDEN_LINK) $(LDFLAGS) -o $@ $^ $(LIBS)

# Checks once for the compiler, the headers and scdoc, instead of failing for every file.
define HEADERS
#include <libircclient.h>
#include <libstemmer.h>
#include <libxml/HTMLparser.h>
#include <openssl/ssl.h>
#include <sqlite3.h>
#include <unicode/ucal.h>
#include <utf8proc.h>
#include <yaml.h>
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
endef
export HEADERS
NEEDED := $(BUILD)/.needed
$(NEEDED): Makefile
	@mkdir -p $(@D)
	@{ command -v pkg-config && command -v scdoc && \
		printf '%s\n' "$$HEADERS" | $(CC) $(ALL_CFLAGS) -fsyntax-only -x c -; } \
		>$@.log 2>&1 || { \
		echo "The compiler, a library or scdoc is missing ($@.log says which)." >&2; \
		echo "On Debian 12: make deps, or apt-get install $(BUILD_NEEDS)" >&2; exit 1; }
	@touch $@

$(OBJECTS): | $(NEEDED)

$(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# Vectorizes the encoder's loops; their results must be the same to the bit on every machine.
$(BUILD)/bot/encode/%.o: ALL_CFLAGS += -O3 -ffp-contract=off -fno-trapping-math

# Where the program finds its model and its facts if it is not installed.
MODEL  := bot/encode/minilm-l6-v2.q8
SOURCE := $(CURDIR)
$(BUILD)/bot/cli/%.o: ALL_CFLAGS += -DTONLE_SOURCE='"$(SOURCE)"'

# files embedded in the program as C strings: the schema (db.c), the pages' style and script (site.c)
LINES := sed 's/\\/\\\\/g; s/"/\\"/g; s/.*/"&\\n",/'

$(BUILD)/schema.inc: facts/schema.sql Makefile
	@mkdir -p $(@D)
	$(Q)$(LINES) $< > $@

$(BUILD)/page.%.inc: bot/page/page.% Makefile
	@mkdir -p $(@D)
	$(Q)$(LINES) $< > $@

$(BUILD)/bot/keep/db.o: $(BUILD)/schema.inc
$(BUILD)/bot/page/site.o: $(BUILD)/page.css.inc $(BUILD)/page.js.inc

# the words that are never taken for misspellings, as C strings in strcmp's order
$(BUILD)/english.inc: facts/english.txt Makefile
	@mkdir -p $(@D)
	$(Q)LC_ALL=C sort facts/english.txt | sed 's/.*/"&",/' > $@

$(BUILD)/bot/language/english.o: $(BUILD)/english.inc

# the trees that rank answers, as C tables
$(BUILD)/ranking.inc: bot/ask/ranking.model bot/ask/trees.awk Makefile
	@mkdir -p $(@D)
	$(Q)awk -f bot/ask/trees.awk $< > $@

$(BUILD)/bot/ask/trees.o: $(BUILD)/ranking.inc

# Imports into the existing database: an import never overwrites a moderator's edit. Make must not
# delete the database after an interrupted import, which leaves it as it was.
.PRECIOUS: $(BUILD)/tonle.db
$(BUILD)/tonle.db: $(BUILD)/tonle $(FACTS) $(TEXTS)
	$(call say,IMPORT,$@)
	$(Q)$(BUILD)/tonle import --db $@ $(FACTS)
	@touch $@

# The man pages, by scdoc. A line "@commands@" is replaced by that part of `tonle manual`. The date is
# that of the changelog.
MANUALS := $(patsubst config/man/%.scd,$(BUILD)/man/%,$(sort $(wildcard config/man/*.scd)))
$(BUILD)/man/%: config/man/%.scd $(BUILD)/tonle config/CHANGELOG.md
	@mkdir -p $(@D)
	$(call say,MAN,$@)
	$(Q)for part in commands keys verbs; do \
		$(BUILD)/tonle manual $$part > $@.$$part || exit 1; done; \
	sed -e "1s/\"tonle\"/\"tonle $(VERSION)\"/" -e "/^@commands@/{r $@.commands" -e "d}" \
		-e "/^@keys@/{r $@.keys" -e "d}" -e "/^@verbs@/{r $@.verbs" -e "d}" $< | \
	SOURCE_DATE_EPOCH=$${SOURCE_DATE_EPOCH:-$$(date -r config/CHANGELOG.md +%s)} scdoc | \
		awk -f config/man/tidy.awk > $@.part && mv $@.part $@ && rm -f $@.commands $@.keys $@.verbs

man: $(MANUALS)

TEST_BINS := $(UNIT_BINS) $(FUZZER_BINS) $(BUILD)/tests/integration/echo_bot \
             $(BUILD)/tests/integration/mute_dns.so
-include $(OBJECTS:.o=.d) $(TEST_BINS:=.d)

# The program without main(), as an archive, so that a test links only what it calls.
$(BUILD)/parts.a: $(PARTS)
	$(call say,AR,$@)
	$(Q)rm -f $@ && $(AR) rcs $@ $^

# tests: the unit tests; bots for the integration tests; fuzz targets, with a main() that replays a
# corpus; the benchmark; the evaluation
$(BUILD)/tests/unit/%: LIBS += -lcmocka
FUZZ_MAIN ?= -DFUZZ_REPLAY
$(BUILD)/tests/fuzz/%: ALL_CFLAGS += $(FUZZ_MAIN)
$(BUILD)/tests/%: tests/%.c $(BUILD)/parts.a Makefile
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -MF $@.d -o $@ $< $(BUILD)/parts.a $(LDFLAGS) $(LIBS)

# Built without the sanitizers, since a preloaded library would come before theirs.
$(BUILD)/tests/integration/%.so: tests/integration/%.c Makefile
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(CPPFLAGS) -O2 -Wall -Wextra -fPIC -shared -o $@ $<

# An unused fact base for the tests to copy.
$(BUILD)/tests/facts.db: $(BUILD)/tonle $(FACTS) $(TEXTS)
	@mkdir -p $(@D)
	$(call say,IMPORT,$@)
	$(Q)rm -f $@ && $(BUILD)/tonle import --db $@ $(FACTS) >/dev/null

.PHONY: clean
clean:
	rm -rf $(BUILD)

# --- Debian packages --------------------------------------------------------------------------

BUILD_NEEDS := gcc libc6-dev pkg-config libircclient-dev libsqlite3-dev libpcre2-dev libyaml-dev \
               libutf8proc-dev libstemmer-dev libssl-dev libxml2-dev libicu-dev scdoc
RUN_NEEDS   := $(BUILD_NEEDS) ca-certificates ngircd
TEST_NEEDS  := $(RUN_NEEDS) libcmocka-dev python3 python3-pytest python3-pytest-xdist python3-yaml \
               python3-selenium chromium chromium-driver inspircd atheme-services znc openssl mandoc \
               pandoc citation-style-language-styles poppler-utils
LINT_NEEDS := $(TEST_NEEDS) clang clang-tidy cppcheck
SAN_NEEDS   := $(TEST_NEEDS) valgrind

# Installs the missing ones of the packages $(1); prints nothing if there are none. It prints to
# standard error and does not read standard input, which in `make run` is the bot's. It disables the
# servers that some packages start for the whole machine: RUNLEVEL keeps init scripts from starting
# them, and systemctl stops those that systemd has started.
define install_missing
@exec >&2 </dev/null; \
command -v dpkg-query >/dev/null || { \
	echo "This is not Debian; install the equivalents of these Debian 12 packages: $(1)"; \
	exit 0; }; \
have=" $$(dpkg-query -W -f '$${db:Status-Status}:$${Package} ' $(1) 2>/dev/null)"; \
missing=; \
for package in $(1); do \
	case "$$have" in *" installed:$$package "*) ;; *) missing="$$missing $$package" ;; esac; \
done; \
[ "$$missing" ] || exit 0; \
if [ "$$(id -u)" = 0 ]; then sudo=; \
elif command -v sudo >/dev/null; then sudo=sudo; \
else \
	echo "These packages are missing, and installing them needs root or sudo."; \
	echo "Have somebody run: apt-get install$$missing"; \
	exit 1; \
fi; \
apt="$$sudo env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get -q -y"; \
apt="$$apt -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300"; \
echo "Installing what is missing, by $${sudo:+sudo }apt-get:$$missing"; \
$$apt update || echo "Not all package lists could be fetched; going on with what is there."; \
$$apt install --no-install-recommends $$missing || { \
	echo "apt-get could not install:$$missing"; exit 1; }; \
for server in ngircd inspircd atheme-services; do case " $$missing " in *" $$server "*) \
	[ ! -d /run/systemd/system ] || $$sudo systemctl --quiet disable --now $$server || : ;; \
esac; done
endef

.PHONY: deps deps-test deps-lint deps-san
deps:
	$(call install_missing,$(RUN_NEEDS))
deps-test:
	$(call install_missing,$(TEST_NEEDS))
deps-lint:
	$(call install_missing,$(LINT_NEEDS))
deps-san:
	$(call install_missing,$(SAN_NEEDS))

# Runs make again after an installation, since this make has called pkg-config before it. One job for
# each core, unless the caller gives -j.
again = $(MAKE) --no-print-directory $(if $(filter -j%,$(MAKEFLAGS)),,-j$$(nproc))

.PHONY: run
run: deps
	+@$(again) all >&2 </dev/null
	@exec $(BUILD)/tonle demo --db $(BUILD)/tonle.db

.PHONY: test check test-all
test check: deps-test
	+@$(again) test-all

# Two workers for each core, since the tests spend half of their time waiting.
PYTHON := /usr/bin/python3
WORKERS = $$(( 2 * $$(nproc) ))
PYTEST := BUILD=$(BUILD) $(PYTHON) -m pytest -q -p no:cacheprovider --dist loadgroup

test-all: all $(TEST_BINS) $(BUILD)/tests/facts.db
	$(PYTEST) -n $(WORKERS) tests

# --- more tests -------------------------------------------------------------------------------

.PHONY: lint lint-all
lint: deps-lint
	+@$(again) lint-all

# Warnings as errors with both compilers, then cppcheck and the house rules.
lint-all:
	+$(again) BUILD=$(BUILD)/gcc CC=gcc CFLAGS='-O2 -g -Werror' $(BUILD)/gcc/tonle
	+$(again) BUILD=$(BUILD)/clang CC=clang CFLAGS='-O2 -g -Werror -Wno-overlength-strings' \
		$(BUILD)/clang/tonle
	cppcheck --quiet --error-exitcode=1 --std=c11 --enable=warning,portability \
		--inline-suppr -Ibot -I$(BUILD)/gcc bot
	$(PYTHON) tests/house/house.py
	@echo 'lint: fine'

# A day of simulated time, then SOAK_MINUTES of real time on two servers, under ASan and UBSan.
SOAK_MINUTES ?= 60
SAN_FLAGS := HARDEN= HARDEN_LINK= \
	CFLAGS='-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all' \
	LDFLAGS='-fsanitize=address,undefined'
.PHONY: soak
soak: deps-test
	+@$(again) BUILD=$(BUILD)/san $(SAN_FLAGS) $(BUILD)/san/tonle
	python3 tests/soak/soak.py --program $(abspath $(BUILD))/san/tonle --minutes $(SOAK_MINUTES)

# The same tests with the sanitizers. valgrind also runs the test that rebuilds the index beside questions
# and edits. It does not check for uninitialised values, since PCRE2's JIT code reads past the end of a
# string on purpose.
.PHONY: san
san: deps-san
	+@$(again) BUILD=$(BUILD)/san $(SAN_FLAGS) test-all
	+@$(again) all $(BUILD)/tests/unit/test_background
	@printf 'who is Hun Sen?\nwho built angkor wat?\n' | valgrind -q --error-exitcode=3 \
		--leak-check=full --undef-value-errors=no $(BUILD)/tonle ask --db $(BUILD)/tonle.db --batch; \
		[ $$? -le 1 ]
	valgrind -q --error-exitcode=3 --leak-check=full --undef-value-errors=no \
		$(BUILD)/tests/unit/test_background >/dev/null
	@echo 'valgrind: clean'

# A minute of libFuzzer for each target, under ASan and UBSan; ONLY=… picks some. Its findings, and
# inputs that reach new code, are kept in $(BUILD)/fuzz/found. Skipped without clang.
FUZZ_SECONDS ?= 60
FUZZ_FLAGS := CC=clang HARDEN= HARDEN_LINK= FUZZ_MAIN= CFLAGS='-O1 -g -fno-omit-frame-pointer \
	-Wno-overlength-strings -fno-sanitize-recover=all -fsanitize=fuzzer-no-link,address,undefined' \
	LDFLAGS='-fsanitize=fuzzer,address,undefined -Wl,--build-id=none'
.PHONY: fuzz
fuzz:
	+@if command -v clang >/dev/null; then \
		$(again) BUILD=$(BUILD)/fuzz $(FUZZ_FLAGS) $(FUZZERS:%.c=$(BUILD)/fuzz/%) && \
		$(PYTHON) tests/fuzz/fuzz.py $(BUILD)/fuzz $(FUZZ_SECONDS) $(ONLY); \
	else \
		echo 'fuzz: skipped: there is no clang (apt-get install clang)'; \
	fi

# The parts that run in threads, under ThreadSanitizer: background jobs, and deriving SCRAM's key.
TSAN_UNITS := background bot_database locked
TSAN_FLAGS := HARDEN= HARDEN_LINK= CFLAGS='-O1 -g -fsanitize=thread' LDFLAGS=-fsanitize=thread
.PHONY: tsan
tsan: deps-test
	+@$(again) BUILD=$(BUILD)/tsan $(TSAN_FLAGS) $(BUILD)/tsan/tonle \
		$(TSAN_UNITS:%=$(BUILD)/tsan/tests/unit/test_%)
	BUILD=$(BUILD)/tsan $(PYTHON) -m pytest -q -p no:cacheprovider \
		tests/unit/test_programs.py tests/integration/test_negotiation.py \
		-k '(scram and not fuzz) $(TSAN_UNITS:%=or test_unit[test_%])'

# Mutation tests: do the tests notice one-line mistakes (tests/mutants/mutants.txt)? ONLY=… picks some.
.PHONY: mutants
mutants: deps-test
	+@$(again) all $(TEST_BINS) $(BUILD)/tests/facts.db
	BUILD=$(BUILD) $(PYTHON) tests/mutants/mutants.py $(ONLY)

# Makes the README's pictures again.
.PHONY: screenshots
screenshots: deps-test
	+@$(again) all $(BUILD)/tests/facts.db
	$(PYTHON) config/screenshots/make.py $(BUILD)

# Does an acknowledged edit survive if the program is killed, the disk is full, or the database is
# locked, deleted, replaced or truncated? (seconds to minutes)
.PHONY: torture
torture: deps-test
	+@$(again) all
	$(PYTHON) tests/torture/torture.py $(BUILD)

# Measures the program over IRC (tests/bench/README.md). BENCH takes options.
.PHONY: bench bench-all
bench bench-all: deps
	$(call install_missing,python3 python3-yaml)
	+@$(again) all $(BUILD)/tests/bench/echo
	$(PYTHON) tests/bench/bench.py $(BUILD) $(if $(filter bench-all,$@),--all) $(BENCH)

$(BUILD)/tests/bench/echo: tests/bench/echo.c Makefile
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $< $(LDFLAGS) -lircclient

# How often answers are right: for each of the facts' questions and near misses, held out, and for
# question sets that were written without sight of the facts. The weights are fitted on all of them
# except blind-b.jsonl, which is not in EVAL_SETS (tests/eval/fit.py estimates by cross-validation
# what to expect of a new set).
EVAL_SETS := tests/eval/held.jsonl tests/eval/fresh.jsonl tests/eval/blind-a.jsonl \
             $(sort $(wildcard tests/eval/near-*.txt))

.PHONY: eval
eval: deps-test
	+@$(again) all $(BUILD)/tests/eval/cross
	@$(BUILD)/tests/eval/cross $(FACTS)
	@$(PYTHON) tests/eval/score.py $(BUILD) $(EVAL_SETS)

# Fits the trees that rank answers, bot/ask/ranking.model, on facts/ and tests/eval. The result is the
# same to the byte each time. Takes about ten minutes.
.PHONY: fit
fit: deps-test
	$(call install_missing,python3-numpy python3-sklearn)
	+@$(again) all $(BUILD)/tests/eval/evidence
	$(PYTHON) tests/eval/fit.py $(BUILD)

include config/install.mk

.PHONY: help
help:
	@echo 'make            build $(BUILD)/tonle and the fact base, $(BUILD)/tonle.db'
	@echo 'make run        install what is missing, build, and talk to tonle on a private IRC server'
	@echo 'make test       the whole test suite, against real IRC servers too (make check: the same)'
	@echo 'make lint       warnings as errors with gcc and clang, linters, house rules'
	@echo 'make san        the tests under ASan, UBSan and valgrind'
	@echo 'make soak       a day of simulated and SOAK_MINUTES=60 of real time on two servers, under ASan'
	@echo 'make fuzz       FUZZ_SECONDS=60 of libFuzzer for each target (minutes; needs clang)'
	@echo 'make tsan       the parts that run in threads, under ThreadSanitizer (minutes)'
	@echo 'make mutants    whether the tests notice one-line mistakes (minutes)'
	@echo 'make torture    kill it during edits, fill the disk, delete its database: is an edit lost?'
	@echo 'make bench      time, memory and stalls, with the facts and up to 38 times as many'
	@echo 'make bench-all  the same with 100 000 facts and a million'
	@echo 'make eval       how often answers are right, on held-out questions'
	@echo 'make fit        fit the ranking of answers again'
	@echo 'make deps       install what make run needs (deps-test, deps-lint, deps-san: the others)'
	@echo 'make install    to PREFIX ($(PREFIX)) below DESTDIR (install-strip, uninstall)'
	@echo 'make deb        a Debian package in this directory (make dist: an archive of the source)'
	@echo 'make test-package  packages and installations in a fresh Debian tree (minutes; root)'
	@echo 'make clean      remove $(BUILD)'
	@echo 'V=1 shows every command; BUILD=DIR builds there; CFLAGS and LDFLAGS are used.'
