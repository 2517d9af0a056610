"""More rows of the table: pages."""

from __future__ import annotations

import io
import json
import zipfile

from hostile.cases import THREE, Case, comments, page


def zipped() -> bytes:
    """A zip archive with a page in it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.html", page(comments(*THREE)))
    return file.getvalue()


def stated(value: object) -> str:
    return f'<script type="application/ld+json">{value if isinstance(value, str) else json.dumps(value)}</script>'


DRAWING = "<svg><title>no</title><text>no</text><foreignObject>"
ABOUT = {"@context": "https://schema.org", "@type": "DiscussionForumPosting", "text": "x", "author": {"name": "y"}}
SHADOW, END = "<div><template shadowrootmode=open>", "</template></div>"
TWO_MORE = [{"@type": "Comment", "@id": a, "text": "No.", "parentItem": {"@id": b}} for a, b in ("ab", "ba")]
DEEP = '{"@type":"Comment","text":"No.","author":{"name":"Z"},"comment":' * 2000 + "[]" + "}" * 2000

PEOPLE = ("Ines Okafor", "Tobias Renn", "Mara Quill")


def numbered(name: str) -> str:
    """Three comments by people whose names differ in a number."""
    html = comments(*THREE)
    for n, person in enumerate(PEOPLE):
        html = html.replace(person, name.replace("0", str(37 * n + 100)))
    return html


def within(markup: str) -> str:
    """Three comments, with more in the second."""
    return comments(*THREE).replace(THREE[1], markup + THREE[1])


def nested(depth: int) -> str:
    """Comments that answer each other, each in the one before."""
    item = comments(THREE[0]).removeprefix("<ol class='commentlist'>").removesuffix("</li></ol>")
    items = (item.replace("comment-0", f"comment-{n}").replace(THREE[0], f"This is number {n}.") for n in range(depth))
    return "<ol class='commentlist'>" + "<ol class='children'>".join(items)


CASES = [
    Case(
        "html",
        "a tag with 10,000 attributes",
        "a.html",
        lambda: page("<p " + " ".join(f"a{n}=1" for n in range(10_000)) + ">" + comments(*THREE)),
        3,
    ),
    Case(
        "html",
        "5,000 quotations in each other",
        "a.html",
        lambda: page(comments(THREE[0], "<blockquote>" * 5000 + "so" + "</blockquote>" * 5000 + "no", THREE[2])),
        3,
    ),
    Case("html", "200,000 paragraphs without ends", "a.html", lambda: page("<p>x" * 200_000 + comments(*THREE)), 3),
    Case("html", "100,000 ends without beginnings", "a.html", lambda: page("</div>" * 100_000 + comments(*THREE)), 3),
    Case(
        "html",
        "100,000 comments that stay open",
        "a.html",
        lambda: page("<!--" * 100_000 + "-->" + comments(*THREE)),
        3,
    ),
    Case(
        "html", "500 shadow roots in each other", "a.html", lambda: page(SHADOW * 500 + comments(*THREE) + END * 500), 3
    ),
    Case(
        "html", "plaintext before", "a.html", lambda: page("<plaintext>" + comments(*THREE)), "no comment section found"
    ),
    Case("html", "plaintext behind", "a.html", lambda: page(comments(*THREE) + "<plaintext>"), 3),
    Case(
        "html",
        "a base that is a script",
        "a.html",
        lambda: page(comments(*THREE), "<base href='javascript:alert(1)//'>"),
        3,
    ),
    Case("html", "zeros in tags", "a.html", lambda: page(comments(*THREE).replace("<li", "<l\0i")), 3, ("encoding",)),
    Case(
        "html",
        "zeros between all characters but of no known width",
        "a.html",
        lambda: page(comments(*THREE).replace("e", "e\0")),
        "is binary, not text",
    ),
    Case("html", "a zip", "a.html", zipped, "is a zip archive"),
    Case(
        "html",
        "a comment that stays open",
        "a.html",
        lambda: page("<!--" + comments(*THREE)),
        "no comment section found",
    ),
    Case(
        "html", "a script that stays open", "a.html", lambda: page(comments(*THREE) + "<script>" + "x" * 1_000_000), 3
    ),
    Case(
        "html",
        "an attribute of 5 MB",
        "a.html",
        lambda: page(comments(*THREE).replace("<li ", f"<li data-x='{'y' * 5_000_000}' ", 1)),
        3,
    ),
    Case(
        "html",
        "an attribute that stays open",
        "a.html",
        lambda: page(comments(*THREE) + '<a href="' + "x" * 300_000),
        3,
    ),
    Case(
        "html",
        "20,000 classes",
        "a.html",
        lambda: page(
            comments(*THREE).replace(
                "class='comment'", "class='comment " + " ".join(f"k{n}" for n in range(20_000)) + "'"
            )
        ),
        3,
    ),
    Case(
        "html",
        "an id of 1 MB",
        "a.html",
        lambda: page(comments(*THREE).replace("comment-0", "comment-" + "0" * 1_000_000)),
        3,
    ),
    Case(
        "html",
        "one id for all",
        "a.html",
        lambda: page(comments(*THREE).replace("comment-1", "comment-0").replace("comment-2", "comment-0")),
        3,
    ),
    Case("html", "within a drawing", "a.html", lambda: page(f"{DRAWING}{comments(*THREE)}</foreignObject></svg>"), 3),
    Case("html", "2,000 drawings in each other", "a.html", lambda: page(DRAWING * 2000 + comments(*THREE)), 3),
    Case(
        "html",
        "frames",
        "a.html",
        lambda: b"<html><frameset cols='50%,50%'><frame src=a><frame src=b></frameset></html>",
        "no comment section found",
    ),
    Case(
        "html",
        "a page in an attribute",
        "a.html",
        lambda: page(f'<iframe srcdoc="{comments(*THREE)}"></iframe>'),
        "no comment section found",
    ),
    Case("html", "2,000 tables in each other", "a.html", lambda: page("<table><tr><td>" * 2000 + comments(*THREE)), 3),
    Case("html", "2,000 tables without cells", "a.html", lambda: page("<table>" * 2000 + comments(*THREE)), 3),
    Case("html", "5,000 links in each other", "a.html", lambda: page("<a href=x>" * 5000 + comments(*THREE)), 3),
    Case(
        "html",
        "characters that do not exist",
        "a.html",
        lambda: page(comments(*THREE, before="&#0;&#xD800;&#x110000;&#99999999999999;&unknown;&amp&lt")),
        3,
    ),
    Case(
        "html",
        "a title of 1 MB that steers terminals",
        "a.html",
        lambda: page(comments(*THREE), f"<title>\x1b[31m{'x' * 1_000_000}</title>"),
        3,
    ),
    Case("html", "a declaration alone", "a.html", lambda: b"<!doctype html>", "no comment section found"),
    Case(
        "html",
        "JSON-LD that says otherwise",
        "a.html",
        lambda: page(
            comments(*THREE)
            + stated(ABOUT | {"commentCount": 99, "comment": [{"@type": "Comment", "text": "I never wrote this."}]})
        ),
        3,
        ("count-mismatch",),
    ),
    Case(
        "html",
        "JSON-LD of more comments, all others",
        "a.html",
        lambda: page(
            comments(*THREE)
            + stated(ABOUT | {"comment": [{"@type": "Comment", "text": f"I never wrote {n}."} for n in range(9)]})
        ),
        9,
        ("stated-differs",),
    ),
    *(
        Case("html", f"people named {name}", "a.html", lambda name=name: page(numbered(name)), 3)  # type: ignore[misc]
        for name in ("ferryman0", "Guest 0", "anon0", "mara_0")
    ),
    Case("html", "many levels within one comment", "a.html", lambda: page(within("<div>" * 200_000)), 3, ("too-deep",)),
    Case(
        "html", "formatting misnested in one comment", "a.html", lambda: page(within("<b><i><u><a href=x>" * 3000)), 3
    ),
    Case("html", "a text of 12 MB in one comment", "a.html", lambda: page(within("long " * 2_400_000)), 3),
    Case("html", "12 MB behind the comments", "a.html", lambda: page(comments(*THREE) + "y " * 6_000_000), 3),
    Case(
        "html",
        "a style that opens within a drawing",
        "a.html",
        lambda: page("<svg></p><style><a id='</style>'>" + comments(*THREE)),
        3,
    ),
    Case(
        "html", "a count of 400 digits", "a.html", lambda: page(f"<h3>{'9' * 400} Comments</h3>{comments(*THREE)}"), 3
    ),
    Case(
        "html", "an id of 5,000 digits", "a.html", lambda: page(comments(*THREE).replace("t-1", "t-" + "1" * 5000)), 3
    ),
    Case(
        "html",
        "a printed time of 100,000 digits",
        "a.html",
        lambda: page(comments(*THREE).replace("March 11", "1" * 100_000)),
        3,
    ),
    Case("html", "3,000 replies in each other", "a.html", lambda: page(nested(3000)), 3000),
    Case(
        "html",
        "addresses that are none",
        "a.html",
        lambda: page(
            comments(*THREE, before="<a href='//[::1'>y</a><a href='http://[" + "a" * 20_000 + "'>x</a>"),
            "<link rel=canonical href='http://[::1'><base href='http://['>",
        ),
        3,
    ),
    Case("html", "JSON-LD that is broken", "a.html", lambda: page(comments(*THREE) + stated('{"@type": ')), 3),
    Case("html", "JSON-LD 100,000 deep", "a.html", lambda: page(comments(*THREE) + stated("[" * 100_000)), 3),
    Case("html", "JSON-LD in a circle", "a.html", lambda: page(stated(ABOUT | {"comment": TWO_MORE})), 2),
    Case(
        "html",
        "JSON-LD of 2,000 replies in each other",
        "a.html",
        lambda: page(stated(json.dumps(ABOUT)[:-1] + f', "comment": {DEEP}}}')),
        2000,
    ),
    Case("html", "50,000 CDATA sections", "a.html", lambda: page("<![CDATA[" * 50_000 + "]]>" + comments(*THREE)), 3),
    Case(
        "html", "UTF-7", "a.html", lambda: page(comments("+ADw-script+AD4-alert(1)", *THREE), "<meta charset=utf-7>"), 4
    ),
    Case("html", "declared as UTF-16, is UTF-8", "a.html", lambda: page(comments(*THREE), "<meta charset=utf-16>"), 3),
    Case(
        "xml",
        "parameter entities",
        "a.xml",
        lambda: b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY % x SYSTEM "http://example.invalid/x"> %x;]><disqus/>',
        "declares entities",
    ),
    Case(
        "xml",
        "XInclude",
        "a.xml",
        lambda: (
            b'<?xml version="1.0"?><disqus xmlns="http://disqus.com" xmlns:xi="http://www.w3.org/2001/XInclude">'
            b'<xi:include href="file:///etc/passwd" parse="text"/></disqus>'
        ),
        "no comment section found",
    ),
    Case(
        "xml",
        "a page of XHTML with its DTD",
        "a.xml",
        lambda: (
            b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" '
            b'"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd"><html><body>'
            + comments(*THREE).encode()
            + b"</body></html>"
        ),
        3,
    ),
    Case(
        "xml",
        "100,000 attributes",
        "a.xml",
        lambda: b'<?xml version="1.0"?><rss ' + b" ".join(b'a%d="1"' % n for n in range(100_000)) + b"/>",
        "a.xml: ",
    ),
    Case("xml", "two roots", "a.xml", lambda: b'<?xml version="1.0"?><disqus/><disqus/>', "a.xml: "),
    Case(
        "xml",
        "an encoding that does not exist",
        "a.xml",
        lambda: b'<?xml version="1.0" encoding="klingon"?><disqus/>',
        "a.xml: ",
    ),
    Case(
        "xml",
        "CDATA that stays open",
        "a.xml",
        lambda: b'<?xml version="1.0"?><disqus><![CDATA[' + b"x" * 1_000_000,
        "a.xml: ",
    ),
]
