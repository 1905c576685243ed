/// English words that change what others say, and phrases that only look like an opinion.
///
/// `@shield` phrases carry none: they keep "error handling" from counting as an error.
let englishRules = """
    @negation
    absence of, ain't, aint, aren't, arent, barely, can't, cannot, cant, couldn't, couldnt, didn't,
    didnt, doesn't, doesnt, don't, dont, hadn't, hadnt, hardly, hasn't, hasnt, haven't, havent, isn't,
    isnt, neither, never, no, no longer, no one, nobody, none, nor, not, nothing, nowhere, rarely,
    scarcely, seldom, shouldn't, shouldnt, wasn't, wasnt, weren't, werent, without, won't, wont,
    wouldn't, wouldnt, zero
    @negation -2
    failed to, failing to, fails to, lack, lack of, lacked, lacking, lacks, stopped being
    @degree 1.5
    absolutely, beyond, bloody, completely, damn, entirely, exceedingly, exceptionally,
    extraordinarily, extremely, freaking, fricking, fucking, hella, immensely, incredibly, insanely,
    outrageously, perfectly, profoundly, ridiculously, totally, tremendously, unbelievably, utterly
    @degree 1.3
    awfully, consistently, deeply, especially, even, far, frustratingly, genuinely, heavily, highly,
    honestly, horribly, infinitely, majorly, more, most, much, particularly, really, remarkably,
    seriously, so, strongly, such, super, surprisingly, terribly, thoroughly, too, truly, very, way
    @degree 1.1
    definitely, fairly, pretty, quite, rather, reasonably, simply, what a
    @degree 0.7
    a bit, a little, a little bit, a tad, almost, at times, here and there, kind of, kinda, little bit,
    mildly, minor, nearly, occasional, occasionally, partially, partly, relatively, slight, slightly,
    some, sometimes, somewhat, sort of, sorta
    @contrast
    and yet, apart from that, but, even so, however, nevertheless, nonetheless, on the other hand,
    regardless, still though, though still, yet
    @concession
    albeit, although, apart from, aside from, despite, even though, except, except for, in spite of,
    other than, though, whereas
    @joiner
    &, and, or, plus
    @condition
    if, in case, unless, whether
    @ask
    anybody, anyone, are, can, could, did, do, does, has, have, how, is, may, should, was, were, what,
    when, where, which, who, whose, will, would
    @sarcasm
    #irony, #sarcasm, #sarcastic, (sarcasm), /s, /sarcasm, <sarcasm>
    @scare
    coach, daily, expert, experts, free, guru, gurus, hotline, lifetime, pro, teacher, unlimited,
    weekly
    @shield
    abandon ship, all right, and so on, anything else, as described above, as described below,
    as described by, as described in, as good as, as well, as well as, at best, at ease,
    attack surface, bad code, bad gateway, bad request, beautiful soup, better known as,
    bias and variance, bias-variance, bug bounty, bug fix, bug fixes, bug report, bug reports,
    bug tracker, bugfix, bugfixes, build failure, c sharp, clean architecture, clean build, clean code,
    clean install, clear cache, clear my cache, clear the, clear your cache, code of honor,
    common mistake, common mistakes, complex number, complex numbers, conflict resolution,
    convenience initializer, convenience initializers, crash course, crash log, crash logs,
    crash report, crash reports, crash test, cross entropy loss, custom error, dangling pointer,
    dead code, dead letter, dead lock, death march, error boundaries, error boundary, error code,
    error codes, error handler, error handling, error log, error logs, error margin, error message,
    error messages, error propagation, error rate, error type, error types, errors and exceptions,
    exception handling, fail fast, fail safe, fail-fast, failed test, failed tests, failing test,
    failing tests, failure mode, failure modes, fast forward, fatal error, fatal errors, feel free,
    feels like, fenced code, finally block, finally clause, fine tune, fine tuned, fine tuning,
    fine-tune, fine-tuned, fine-tuning, for better or worse, for good measure, for the love of,
    fresh install, frozen lake, gain access, garbage collected, garbage collection, garbage collector,
    getting better at, gift card, gift cards, good afternoon, good day, good evening, good luck,
    good morning, good night, goodbye, greater than, handle errors, hard coded, hard disk, hard drive,
    hard fork, hard link, hard links, hard reset, hard-coded, hardcoded, hello, help center,
    help centre, help desk, help file, help me, help menu, help page, help pages, help section,
    help text, help with, how well, i'd like, in good standing, insecure deserialization,
    interest rate, interest rates, is like, issue number, issue tracker, just like, kill signal,
    kind regards, known issues, last but not least, late at night, late binding, lazy evaluation,
    lazy loading, lazy properties, lazy property, lazy sequence, lazy stored, lazy var, lazy variable,
    lazy variables, less than, lessons learned, lies in, like a, like an, like any, like for example,
    like he, like how other, like i, like in, like it says, like other, like so, like some, like that,
    like the one, like the other, like these, like they, like this, like those, like we, like when,
    like you, likes and dislikes, logical and, logical not, logical operator, logical operators,
    logical or, look like, looked like, looks like, lose weight, loss function, loss functions,
    lost and found, lost update, memory leak detection, merge conflict, merge conflicts, might as well,
    mock object, mock objects, mock server, mocking framework, more like, my best, negative number,
    negative numbers, no doubt, no later, no less, no matter, no more than, no need, no one else,
    no one size, no other, no wonder, not just, not merely, not only, not to mention, not yet,
    nothing but, nothing but praise, off by one error, or better, page not found, pain points of,
    parse error, parse errors, patience is, perfect number, perfect square, perfect squares,
    please help, positive number, positive numbers, pretty print, pretty printing, pretty-print,
    pretty-printer, problem 1, problem 2, problem set, problem sets, problem solving,
    problem statement, problem-solving, quick question, quick sort, quick start, race condition,
    race conditions, rather than, recommender, refund policy, rich text, robust regression, roughly,
    runtime error, runtime errors, safe area, safe mode, security hole detection, seems like,
    segmentation fault, separation of concerns, silent mode, simple moving average,
    single responsibility, smart contract, smart contracts, smart pointer, smart pointers,
    smart quotes, so far, so that, some of, something like, soon, sounds like, stable sort,
    strong reference, strong references, strong type, strong typing, sweet spot, syntax error,
    syntax errors, team lead, technical debt, test failure, test failures, thank you in advance,
    thanks in advance, the like, things like, to be clear, to be fair, to be honest, to succeed,
    trash bin, trash can, trash folder, trouble shooting, troubleshooting, type error, type errors,
    type safe, unexpected token, unit test failure, unsafe block, unsafe code, unsafe pointer,
    unsafe pointers, until now, very first, very last, very same, watch out, weak link, weak reference,
    weak references, weak self, welcome email, welcome message, welcome page, welcome screen,
    welcome to, well known, well-known, wisdom of the crowd, with respect to, would like, yet another
    """
