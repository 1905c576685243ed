/// Words that name what a comment is about. A `~` class inflects as in the opinion lists.
let englishTopics = """
    @topic updateFrequency
    backlog, behind schedule, cadence, chapter release, chapter releases, drip, each month, each week,
    every day, every friday, every month, every week, frequency, hiatus, latest release,
    monthly updates, new chapter, new chapters, new content, new episode, new episodes, new lesson,
    new lessons, new post, new posts, new release, new releases, new video, new videos, next chapter,
    next episode, next lesson, next release, on schedule, on time, once a month, once a week,
    post schedule, posting schedule, publish~v, publishing schedule, regularly, release~v,
    release date, release dates, release schedule, roadmap, schedule, stopped posting,
    stopped updating, update~v, update frequency, update schedule, upload~v, weekly updates
    @topic difficulty
    advanced, background knowledge, beginner~n, beginner friendly, beginner-friendly, challenge~n,
    challenging, complex, complexity, complicated, confusing, difficult, difficult to follow,
    difficult to understand, difficulty, easier, easiest, easy, easy to follow, easy to learn,
    easy to understand, entry level, entry-level, experts only, follow along, hard, hard to follow,
    hard to understand, harder, hardest, impossible to follow, intermediate, intro level, keep up,
    learning curve, level of difficulty, newbie~n, newcomer~n, novice~n, over my head, pace, pacing,
    prerequisite~n, simple, steep, struggle~v, too advanced, too basic, too easy, too hard, tough,
    tricky, understandable
    @topic price
    afford~v, affordable, bargain, bill~v, billing, bucks, budget, buy, charge~v, cheap, cheaper,
    checkout, cost~n, costly, coupon~n, discount~n, dollar~n, euro~n, expensive, fee~n, for free,
    for the money, free trial, inexpensive, invoice~n, money, overcharged, overpriced, paid, pay,
    paying, payment~n, pays, pocket, price~n, price tag, priced, pricey, pricing, purchase~n,
    renewal~n, ripoff, subscription fee, subscription price, value for, value for money,
    worth the price
    @topic service
    account manager, admin~n, administrator~n, answered my, chat support, community manager, contact~v,
    customer care, customer service, customer support, email support, feedback, help desk, helpdesk,
    human being, instructor replies, mod team, moderation, moderator~n, my email, my emails,
    my question, my questions, my ticket, q&a, refund~n, refund request, refunded, replied, replies,
    reply, respond, responded, responds, response time, service, staff, support, support team,
    teaching assistant, ticket~n, tutor support, unlock code
    @topic quality
    accuracy, animation~n, article~n, assignment~n, audio, caption~n, chapter~n, code samples, content,
    course~n, curriculum, depth, diagram~n, documentation, editing, example~n, exercise~n,
    explanation~n, graphics, homework, lecture~n, lesson~n, material~n, narration, notes,
    picture quality, post~n, presentation, production, project~n, quality, quiz, quizzes, section~n,
    slides, sound, structure, subtitle~n, syllabus, teaching, transcript~n, tutorial~n, typo~n,
    video~n, video quality, writing
    """
