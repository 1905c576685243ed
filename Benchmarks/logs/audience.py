"""Who asks for pages: agents, addresses, referrers, and the programs that call themselves what they are or do not."""

CHROME = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{v}.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{v}.0.0.0 Safari/537.36",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{v}.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{v}.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{v}.0.0.0 Safari/537.36 Edg/{v}.0.0.0",
]
FIREFOX = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:{v}.0) Gecko/20100101 Firefox/{v}.0",
    "Mozilla/5.0 (X11; Linux x86_64; rv:{v}.0) Gecko/20100101 Firefox/{v}.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:{v}.0) Gecko/20100101 Firefox/{v}.0",
    "Mozilla/5.0 (Android 14; Mobile; rv:{v}.0) Gecko/{v}.0 Firefox/{v}.0",
]
SAFARI = [
    "Mozilla/5.0 (iPhone; CPU iPhone OS {o}_{m} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/{o}.{m} Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/{o}.{m} Safari/605.1.15",
    "Mozilla/5.0 (iPad; CPU OS {o}_{m} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/{o}.{m} Mobile/15E148 Safari/604.1",
]

# Programs that name themselves: (agent, weight, how they behave).
DECLARED_BOTS = [
    ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", 30, "crawl"),
    ("Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.6723.69 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", 20, "crawl"),
    ("Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", 25, "crawl"),
    ("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)", 20, "crawl"),
    ("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; ClaudeBot/1.0; +claudebot@anthropic.com)", 15, "crawl"),
    ("Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)", 15, "crawl"),
    ("Mozilla/5.0 (compatible; SemrushBot/7~bl; +http://www.semrush.com/bot.html)", 10, "crawl"),
    ("Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)", 8, "crawl"),
    ("CCBot/2.0 (https://commoncrawl.org/faq/)", 4, "crawl"),
    ("Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)", 5, "crawl"),
    ("Feedly/1.0 (+http://www.feedly.com/fetcher.html; 42 subscribers)", 8, "feed"),
    ("NetNewsWire (RSS Reader; https://netnewswire.com/)", 8, "feed"),
    ("UptimeRobot/2.0 (http://www.uptimerobot.com/)", 12, "monitor"),
    ("curl/8.9.1", 3, "probe"),
    ("python-requests/2.32.3", 4, "probe"),
    ("Go-http-client/2.0", 4, "probe"),
    ("-", 3, "probe"),
]
PROBES = [
    "/wp-login.php", "/.env", "/.git/config", "/xmlrpc.php", "/admin/", "/phpmyadmin/index.php",
    "/wp-content/plugins/elementor/readme.txt", "/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php", "/cgi-bin/luci",
]

REFERRERS = [
    ("https://www.google.com/", 45), ("https://duckduckgo.com/", 8), ("https://www.bing.com/", 8),
    ("https://news.ycombinator.com/item?id=41{n}", 8), ("https://www.reddit.com/r/programming/comments/1g{n}/", 6),
    ("https://t.co/{n}", 4), ("https://lobste.rs/s/{n}", 3), ("https://mastodon.social/@someone/11{n}", 3),
    ("https://blog.example.net/links/{n}.html", 3), ("android-app://com.google.android.gm/", 1),
]
CAMPAIGNS = [
    "utm_source=newsletter&utm_medium=email&utm_campaign=autumn",
    "utm_source=mastodon&utm_medium=social&utm_campaign=launch",
    "utm_source=google&utm_medium=cpc&utm_campaign=swift-course&utm_term=learn%20swift",
    "ref=producthunt",
]


def browsers(rng):
    """A few hundred agents, the newest versions most often."""
    agents = []
    for back in range(14):
        weight = 0.75**back
        agents += [(a.format(v=131 - back), 6 * weight) for a in CHROME]
        agents += [(a.format(v=132 - back), 2 * weight) for a in FIREFOX]
        agents += [(a.format(o=18 - back // 4, m=back % 4), 5 * weight) for a in SAFARI]
    return agents


def address(rng):
    if rng.random() < 0.25:
        return "2a02:%x:%x:%x::%x" % tuple(rng.randrange(1, 65536) for _ in range(4))
    return f"{rng.randrange(1, 224)}.{rng.randrange(256)}.{rng.randrange(256)}.{rng.randrange(1, 255)}"
