/* The forms of the dialogue acts (acts.h): the table that acts.c reads. */
#include "talk/acts_forms.h"

/* clang-format off */
/* words before and behind that change nothing */
#define BEGIN "^[\\W_]*(?:(?:ok|okay|oh|ah|well|so|and|but|no|yes|wow|haha|lol|hm+|great|please|" \
	"pls|hey|hi|man|dude|just|awesome|perfect|cool|nice|sorry)\\b[\\W_]*)*?(?:"
#define END ")(?:[\\W_]+(?:bot|tonle|mate|man|dude|guys|all|everyone|everybody|there|sir|friend|" \
	"so much|very much|a lot|please|pls|plz|again|now|then|today|lol|haha|ok|okay|really|too|" \
	"ever|here|already|buddy|pal|folks|people|for (?:now|that|this)|thanks|thank you|ty))*" \
	"[\\W_]*$"

static const struct pattern_row rows[] = {
	[ACT_DISTRESS - 1] = {"distress",
		"\\b(?:(?:kill(?:ing)?|hurt(?:ing)?|harm(?:ing)?|hang(?:ing)?|cut(?:ting)?) "
		"myself\\b|i (?:just |really )?(?:want|wanna|wish|feel like|am going|m "
		"going)(?: to| i)? ?(?:die|dying|be dead|was dead|were dead|am dead|"
		"disappear|end it(?: all)?)\\b|i (?:wish i (?:was|were|had)|would rather "
		"be) (?:dead|never (?:been )?born)\\b|i (?:don'?t|do not|can'?t|cannot) "
		"(?:want to (?:live|be alive|be here|exist)|go on|take (?:it|this) any "
		"?more|live any ?more)|i(?:'?m| am)? (?:just )?(?:want|going|wanna) "
		"(?:to )?(?:end (?:it all|my life)|die)\\b|(?:nobody|no ?one) (?:loves|"
		"likes|needs|cares about) me\\b|i(?: a|')?m (?:so |very |really |just "
		")?(?:depressed|suicidal|lonely|sad|desperate|hopeless|heartbroken|"
		"worthless)\\b|i feel (?:so |very )?(?:terrible|awful|hopeless|lonely|"
		"empty|worthless|sad|depressed)\\b|i hate (?:my life|myself)\\b|life "
		"is (?:pointless|meaningless|not worth))|^\\W*(?:kms|suicide|suicidal)\\W*$"},
	[ACT_DOUBT - 1] = {"doubt",
		BEGIN
		"(?:(?:are|r) )?(?:you|u|ya) (?:really |absolutely |quite |100% )?(?:sure|"
		"certain|positive|serious|confident)(?: (?:about|of) (?:that|this|it))?|"
		"(?:how|really|quite|not) (?:sure|certain|confident|reliable|"
		"trustworthy)(?: (?:are|r) (?:you|u)| is (?:that|this|it))?(?: (?:about|of) "
		"(?:that|this|it))?|sure about (?:that|this|it)|is (?:that|this|it) "
		"(?:really |actually )?(?:true|right|correct|certain|sure|reliable|a fact|"
		"so|real|accurate)|can i (?:really )?(?:trust|believe|rely on|count on) "
		"(?:that|this|it|you|u)(?: answer)?|for real|no way|seriously|i doubt (?:it|"
		"that)|i don'?t believe (?:it|that|you)|you'?re kidding|are you kidding" END},
	[ACT_SOURCE - 1] = {"source",
		BEGIN
		"(?:the |a |any |some |got (?:a|any) |your |do you have (?:a|any) |have you "
		"got (?:a|any) |is there a |can i (?:have|get|see) (?:a|the|your) |(?:can|"
		"could) you (?:give|show|send|tell) me (?:a|the|your) |give me (?:a|the|"
		"your) |show me (?:a|the|your) |what(?:'?s| is| are| was) (?:the|your) |"
		"cite )?(?:links?|sources?|citations?|references?|proof|evidence|urls?)(?: "
		"(?:needed|please|for (?:that|this|it)|of (?:that|this)|behind (?:that|"
		"this)))*|(?:prove|cite) (?:it|that)|source of (?:that|this)|where (?:does|"
		"do|did|is|are)(?: (?:that|this|it|you|u|the answer|that answer))? (?:come|"
		"came|get|find|read|take|learn|hear|have|got|from)(?: (?:that|this|it|from|"
		"the answer|your (?:information|facts|data)))*|says who|who (?:says|said|"
		"claims)(?: so| that| this| it)?|which (?:document|source|paper|book|text|"
		"page)(?: (?:is|was|does|did) (?:that|this|it))?(?: (?:come|from))*|"
		"according to (?:who|whom|what)|how do you know(?: that| this| it)?"
		END},
	[ACT_WRONG - 1] = {"wrong",
		BEGIN
		"(?:(?:that|this|it|you|u|your answer|the answer|that answer|this "
		"answer)(?:'?s|'?re| is| are| r| was)? (?:just |completely |totally |all |"
		"so |simply )?)?(?:(?:a )?(?:wrong|incorrect|mistaken|false|untrue|"
		"inaccurate|nonsense|a lie|lies|lying|liar|bogus|an error)(?: (?:answer|one|"
		"fact))?)|(?:that|this|it)(?:'?s| is| was)? ?(?:not|isn'?t|ain'?t|wasn'?t) "
		"(?:right|true|correct|it|the answer|what i (?:asked|meant|wanted|mean)(?: "
		"for)?|my question|an answer)|not (?:true|right|correct|what i (?:asked|"
		"meant|wanted)(?: for)?)|i (?:didn'?t|did not|never) ask(?:ed)?(?: (?:for "
		")?(?:that|this))?|you (?:made a mistake|lie|lied|didn'?t answer.{0,20}|"
		"misunderstood.{0,12})|(?:that|this|it) (?:doesn'?t|does not|didn'?t) "
		"answer .{0,20}|(?:(?:that|this|it|you|u)(?:'?s|'?re| is| are| r) )?(?:wrong|"
		"incorrect|not (?:right|true|correct))[,;:.! -]+(?:it|he|she|they|the|in)\\b"
		".{2,60}|fake news|bullshit|rubbish|liar|wrong" END},
	[ACT_MORE - 1] = {"more",
		BEGIN
		"(?:(?:can|could) you )?(?:(?:tell|give|show)(?: me| us)? )?(?:some |a "
		"(?:bit|little) |any )?more(?: (?:info|information|details?|please|about "
		"(?:that|this|it)|on (?:that|this|it)))*|(?:is there |any|some)thing "
		"(?:else|more)(?: .{0,15})?|what else(?: (?:is there|do you know|have you "
		"got))?|(?:more )?details|go on|keep going|continue|next(?: one)?|and\\?|is "
		"there more|is that all|the rest|elaborate"
		END},
	[ACT_SILENCE - 1] = {"silence",
		BEGIN
		"(?:will you )?(?:shut (?:the .{1,8} )?up|be (?:quiet|silent)|quiet|silence|"
		"hush|stfu|shush|sh+|mute(?: yourself)?|(?:stop|quit) (?:talking|messaging|"
		"speaking|answering|writing|bothering|spamming|chatting|it)(?: (?:to )?me)?|"
		"leave me alone|(?:don'?t|do not) (?:talk|speak|write|message|answer|"
		"reply)(?: to)?(?: me)?|(?:nobody|no one) asked(?: you)?|stop|enough|"
		"you(?:'re| are) spamming)" END},
	[ACT_THANKS - 1] = {"thanks", BEGIN
		"(?:many |no[, ]+)?(?:thanks|thank (?:you|u|ya)|thn?x+|tha?nks?|thanx|ty|"
		"tysm|tyvm|ta|cheers|merci|danke|gracias|arigato|grazie|obrigado|spasibo|"
		"much obliged)\\b(?:[\\W_]+(?!(?:who|what|when|where|why|how|"
		"which)\\b)[\\w']+){0,8}|(?:i |much |really )*appreciat(?:e|ed)\\b.{0,30}|"
		"that (?:really )?help(?:s|ed)\\b.{0,15}" END},
	[ACT_GOODBYE - 1] = {"goodbye",
		BEGIN
		"(?:(?:good ?)?bye+(?: bye)?|farewell|ciao|cu|cya|c ya|laters?|ttyl|gn8?|"
		"brb|afk|bbl|gtg|g2g|peace out|adios|auf wiedersehen|tschuss)(?: for now)?|"
		"see (?:you|ya|u)\\b.{0,15}|good ?night(?: .{0,12})?|night|take care|until "
		"next time|talk to (?:you|u) (?:later|soon|tomorrow)|(?:i'?ve|i have|i|i'?m|"
		"im) ?(?:got to|gotta|have to|must|need to)? ?(?:go|be going|gotta go|"
		"leaving|off|out|leave|run)|gotta (?:go|run)|off to .{1,15}|going (?:for|"
		"to) (?:lunch|dinner|bed|sleep|a walk|eat|work)|have a (?:nice|good|great|"
		"lovely) .{1,12}" END},
	[ACT_GREETING - 1] = {"greeting",
		BEGIN
		"(?:hi+|hello+|hey+|heya?|hiya|hallo|howdy|yo+|greetings|salut|hola|bonjour|"
		"ciao|servus|moin|sup|wa?s+up|re|o/|\\\\o|ping|aloha|namaste|guten "
		"tag)(?:\\W+(?:world|i'?m .{0,20}|my name is .{0,20}|any(?:one|body) "
		".{0,20}))?|good (?:morning|evening|afternoon|day)(?: .{0,20})?|morning|"
		"evening|what'?s up|whats new|how(?:'?s| is| are|s| r)? (?:it going|life|"
		"things|everything|you|u|ya|your day)(?: doing| going| today| feeling| "
		"been)*|(?:long time no see|nice to meet you|welcome(?: back)?|pleased to "
		"meet you)|(?:happy|merry) (?:new year|christmas|easter|birthday|holidays)|"
		"(?:any(?:one|body)|you|u|are you|is any(?:one|body)) (?:still )?(?:around|"
		"there|here|alive|online|home|awake)(?: in here)?|i'?m (?:back|new(?: "
		"here)?)|(?:hi all, )?new here|(?:this is (?:a|just a) )?test(?:ing)?(?: "
		"\\d+)*" END},
	[ACT_APOLOGY - 1] = {"apology",
		BEGIN
		"(?:i'?m |so |very |am |i )*(?:sorry|srr?y|sry|sowwy)(?:,? (?:about|for|if|"
		"that|to|i|my|wrong)\\b.{0,30})?|my bad|mb|oops(?:,? .{0,20})?|whoops|my "
		"apologies|apologies(?: for .{0,20})?|i apologi[sz]e.{0,20}|(?:please "
		")?forgive me|(?:excuse|pardon) me|wrong (?:window|channel|tab|bot)" END},
	[ACT_LAUGHTER - 1] = {"laughter",
		"^[\\W_]*(?:(?:l+o+l+(?:ol)*|lm(?:f)?ao+|ro(?:t)?fl|ha(?:ha)+h?|ha+|"
		"he(?:he)+|heh+|hihi|kek|xd+|x\\)|[:;=]-?[)(dpo3/|]|<3|"
		"\\^_?\\^)[\\W_]*)+(?:(?:ok|that|this|it)?(?:'?s| is| was)? ?(?:so |very |"
		"really )?(?:funny|hilarious|good one|good|great|ok|true)?)[\\W_]*$|"
		"^\\W*(?:that|this|it)(?:'?s| is| was)(?: so| very| really)? (?:funny|"
		"hilarious|a good one)[\\W_]*$"},
	[ACT_ACKNOWLEDGEMENT - 1] = {"acknowledgement",
		"^[\\W_]*(?:(?:k+|kk+|g|f|y|n|ok+|okay|oki|okey ?doke?y?|yes+|no+|ye+ah?|"
		"ye[ps]+|yup|nope|nah?|sure(?: thing)?|al ?right|all right|right|fine|fair "
		"enough|got ?(?:it|cha|ya)|i (?:see|understand|guess(?: so)?|know|agree|"
		"think so(?: too)?|hope so|suppose(?: so)?)|i (?:don'?t|do not) (?:know|"
		"think so|care|mind|remember)|understood|makes sense|a+h+|o+h+|oo+|really|"
		"h+m+|mm+|mhm+|u+h+(?: huh)?|u+m+|e+h+|er+m?|uff|well|so|and|but|then|true|"
		"false|agreed|exactly|absolutely|of course|indeed|cool|nice|great|good|"
		"sweet|neat|perfect|awesome|wonderful|excellent|interesting|good to know|"
		"never ?mind|nvm|nm|what ?ever|idk|dunno|maybe|perhaps|possibly|let me "
		"(?:think|see|check)|(?:one|a|just an?|just one) (?:moment|sec(?:ond)?|"
		"minute|min)(?: please)?|wait(?: .{0,12})?|hang on|hold on|done|ready|deal|"
		"no (?:problem|worries|prob|idea|need)|np|(?:you'?re|you are|ur) welcome|yw|"
		"(?:oh )?my (?:god|goodness)|o+m+g+|wo+w+|whoa+|damn+|ugh+|meh+|bah|finally|"
		"noted|(?:that'?s|that is|thats) (?:all|it|ok(?:ay)?|fine|sad|terrible|"
		"interesting|crazy|awful|bad|good|great|nice|cool|weird|strange|amazing|"
		"true|enough)|that sucks|nothing(?: else)?|i(?:'m| am) (?:done|ready|fine|"
		"good|ok(?:ay)?)|go ahead|ok go ahead|anyway|please|pls|sad|poor (?:people|"
		"thing|guy|man)|neither|both|same(?: here)?|me too|same|not (?:really|yet|"
		"sure|bad|now)|yes and no|too bad|what an? \\w+|"
		"(?:does|do) (?:it|this|that) (?:even |really )?matter|none(?: of (?:them|these|"
		"those))?|correct|certainly|definitely|obviously|who "
		"knows|forget (?:it|that|about it)|big deal|i'?m (?:listening|waiting)|sorted|"
		"solved|works|it works|"
		"welcome)(?:[\\W_]+|$))+$"},
	[ACT_PRAISE - 1] = {"praise",
		BEGIN
		"(?:you(?:'?re| are|r| r)?|u r|this (?:bot|answer|thing)? ?is|that(?:'?s| "
		"is| was)|it'?s)? ?(?:so |very |really |such |quite |pretty |also )*(?:a |"
		"an |the )?(?:very |really )?(?:good|great|nice|smart|clever|best|awesome|"
		"amazing|excellent|helpful|brilliant|lovely|cool|impressive|useful|"
		"wonderful|fantastic|cute|right|correct|spot on|perfect|funny)(?: (?:bot|"
		"one|answer|job|work|boy|girl|thing|reply|point|question))*|i (?:really "
		")?(?:love|like|heart) (?:you|u|this(?: bot)?|it|that)|you rock|(?:well|"
		"nicely) (?:done|said|played|put)|(?:good|great|nice) (?:job|work|bot|going|"
		"answer)|bravo|kudos.{0,40}|bot ?snack|\\+1|[ab][+]+|\\d+/10.{0,30}|thumbs "
		"up|respect|gj|wp" END},
	[ACT_INSULT - 1] = {"insult",
		BEGIN
		"(?:you(?:'?re| are|r| r)?|u r|u|this (?:bot|thing|channel)? ?is|what|"
		"that'?s|such)? ?(?:so |very |really |just |all |fucking |bloody )*(?:a |an "
		"|the )?(?:stupid|dumb|bad|worst|useless|idiot|idiotic|moron|moronic|"
		"terrible|horrible|awful|annoying|boring|lame|trash|garbage|crap|crappy|"
		"shit|shitty|broken|drunk|suck|sucks|ugly|fool|foolish|rubbish|pathetic|"
		"silly|asshole|bitch|bastard|disappointing|slow|dense)(?: (?:bot|one|answer|"
		"piece.{0,20}|thing|machine|program))*|you (?:suck|stink|know nothing|"
		"understand nothing|don'?t (?:know anything|understand.{0,12}))|f(?:uck|"
		"\\*+|ck) ?.{0,12}|piss off|screw (?:you|u|this)|go (?:away|to hell|home)|"
		"get lost|i (?:really )?hate (?:you|u|this)(?: bot)?|fucking .{1,12}|damn "
		"you|boo+|ffs|wtf" END},
	[ACT_HELP - 1] = {"help",
		BEGIN
		"(?:(?:can|could|will) (?:you|u|someone|anyone|somebody) )?help(?: me| "
		"us)?(?: out)?(?: (?:with|wit|on|in|for|do) (?:(?:my|the|this|an?) )?(?:"
		"homework|essay|assignment|class|exam|test|paper|project|report|study|"
		"studies))?|i(?:'m| am| do)? ?(?:need|want|require) (?:some |your )?help|"
		"how (?:do|does|can|should) (?:i|you|this|it|we|one)(?: bot| thing)? "
		"(?:work|use|ask|start|begin)(?: (?:this|it|you|u|the|a|bot|thing|"
		"question))*|(?:can|could|may|might) i (?:please )?ask (?:you |u "
		")?(?:something|a(?:nother| quick)? question|you)?|i (?:have|'ve got|got) "
		"a(?: quick| small)? question(?: for you)?|(?:just )?(?:a )?(?:quick "
		")?question(?: for you)?|got a question(?: for you)?|what can (?:i|you|u) "
		"(?:ask|do|say|answer)(?: .{0,12})?|(?:where|how) do i start|what (?:do|"
		"are) (?:you|u) (?:do|know|for)(?: about)?|commands?|menu|manual|faq|"
		"options|instructions|usage|(?:(?:show|list|give|see)(?: me| us)? )?(?:(?:the|a|"
		"all|your|list of) )*(?:commands?|topics?|verbs)(?: list| menu| overview)?|what "
		"(?:commands|topics|verbs) (?:are there|exist|do you (?:have|know))" END},
	[ACT_ABOUT_BOT - 1] = {"about bot",
		BEGIN
		"(?:what(?:'?s| is| are)|who(?:'?s| is)|how|when(?:'?s| is| are)|"
		"where(?:'?s| is)|are|do|does|did|can|could|will|would|have|has|is|was|were|"
		"which|what|who|where|when|why)\\b(?: [\\w']+){0,3} (?:you|u|your|ur|"
		"yourself|this bot|the bot|this thing)(?: (?!(?:know|tell|say|explain|give|"
		"remember|think|mean|find|show)\\b)[\\w']+){0,5}|what (?:time|day|date)(?: "
		"is it| is today| do we have)?(?: .{0,12})?|what(?:'?s| is) the (?:time|"
		"date|weather)\\b.{0,30}|(?:tell|say|sing|write|make) (?:me )?(?:a|"
		"something|hello|hi|any|some)\\b(?: (?:joke|song|poem|story|funny|to|me|"
		"nice|sandwich|\\w{1,12})){0,3}|what version.{0,15}|is (?:this|that|it) an? "
		"(?:real )?(?:bot|robot|human|person)(?: or .{0,20})?|you(?:'re| are) a "
		"(?:bot|robot|machine|human)|do you know (?:any|a) (?:jokes?|songs?)|"
		"(?:tell|say) (?:me )?jokes?" END},
	[ACT_UNCLEAR - 1] = {"unclear",
		BEGIN
		"(?:what|huh+|eh|come again|(?:please )?say (?:that |it )?again|(?:i )?beg "
		"your pardon|pardon|what (?:do|did|does|is|was) (?:you|u|that|this|it|i)(?: "
		"(?:mean|say|supposed to mean|even mean|miss))?|(?:i )?(?:don'?t|do not|no|"
		"didn'?t|can'?t) (?:understand|get|follow)(?: (?:it|that|this|you|a word))?|"
		"(?:i'?m|i am) (?:so )?confused|(?:can|could|would) you (?:please "
		")?(?:explain|repeat|clarify|rephrase)(?: (?:that|this|it|yourself))?|"
		"explain(?: (?:that|this|it|yourself))?(?: (?:again|better|simpler|more "
		"simply|simply|simple|in (?:simple|easy) (?:words|english)))?|"
		"repeat(?: (?:that|this|it))?|makes "
		"no sense|that makes no sense)" END},
};
/* clang-format on */

_Static_assert(sizeof rows / sizeof *rows == ACT_UNCLEAR, "a row for each act told by form");

struct pattern_table acts_forms = PATTERN_TABLE("dialogue act", rows);
