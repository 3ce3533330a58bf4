"""What a robots.txt lets legfit read: groups, wildcards, and that the longest rule decides (RFC 9309)."""

import pytest

from catalog.app.robots import LARGEST_ROBOTS, robots_rules


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        pytest.param("", "/a", True, id="empty"),
        pytest.param("User-agent: *\nDisallow:", "/a", True, id="nothing is forbidden"),
        pytest.param("User-agent: *\nDisallow: /", "/a", False, id="all is forbidden"),
        pytest.param("User-agent: *\nDisallow: /\nAllow: /a", "/a/b", True, id="the longer rule"),
        pytest.param("User-agent: *\nAllow: /\nDisallow: /a", "/a/b", False, id="the longer rule, last"),
        pytest.param("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True, id="of equals, leave"),
        pytest.param("User-agent: *\nDisallow: /\n\nUser-agent: legfit\nDisallow: /b", "/a", True, id="a group of ours"),
        pytest.param("User-agent: LegFit/1.0\nDisallow: /a", "/a", False, id="with capitals and a version"),
        pytest.param("User-agent: legfitter\nDisallow: /a", "/a", True, id="another name"),
        pytest.param("User-agent: legfit\nUser-agent: other\nDisallow: /a", "/a", False, id="a group of two"),
        pytest.param("User-agent: legfit\nDisallow: /b\nUser-agent: x\nDisallow: /c\nUser-agent: legfit\nDisallow: /a", "/a", False, id="two groups of ours"),
        pytest.param("User-agent: legfit\nSitemap: https://a\nUser-agent: x\nDisallow: /a", "/a", False, id="a line between"),
        pytest.param("Disallow: /a\nUser-agent: *\nDisallow: /b", "/a", True, id="a rule of nobody"),
        pytest.param("user-AGENT : *\r\n dis-allow: /\r\nDISALLOW:/a # why", "/a", False, id="written oddly"),
        pytest.param("\ufeffUser-agent: *\rDisallow: /a", "/a", False, id="a mark, and old line ends"),
        pytest.param("User-agent: *\nDisallow: /*?variant=", "/p?x=1&variant=2", True, id="a wildcard that does not match"),
        pytest.param("User-agent: *\nDisallow: /*variant=", "/p?x=1&variant=2", False, id="a wildcard"),
        pytest.param("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", True, id="not the end"),
        pytest.param("User-agent: *\nDisallow: /*.pdf$", "/a.pdf/b.pdf", False, id="the end"),
        pytest.param("User-agent: *\nDisallow: /a$", "/ab", True, id="the end of a plain rule"),
        pytest.param("User-agent: *\nDisallow: /a*b*b$", "/ab", True, id="an end that is taken already"),
        pytest.param("User-agent: *\nDisallow: /größe", "/gr%C3%B6%c3%9fe", False, id="letters that are quoted"),
        pytest.param("User-agent: *\nDisallow: /%7Ea", "/~a", False, id="quoted without need"),
        pytest.param("User-agent: *\nDisallow: /a%2Fb", "/a/b", True, id="a quoted stroke is another"),
        pytest.param("<html><body>User-agent: *</body>", "/a", True, id="a page"),
    ],
)  # fmt: skip
def test_what_may_be_read(text, path, allowed):
    assert robots_rules(text.encode(), "legfit").allows(path) is allowed


@pytest.mark.parametrize(
    ("rule", "allowed"),
    [
        pytest.param("/" + "*a" * 1000 + "b", True, id="nearly"),
        pytest.param("/" + "a*" * 1000 + "$", False, id="in many ways"),
        pytest.param("*" * 2000, False, id="nothing but wildcards"),
    ],
)
def test_a_rule_that_is_made_to_take_for_ever_is_read(rule, allowed):
    line = f"Disallow: {rule}\n"
    text = "User-agent: *\n" + line * (LARGEST_ROBOTS // len(line) - 1)
    assert robots_rules(text.encode(), "legfit").allows("/" + "a" * 2000) is allowed
