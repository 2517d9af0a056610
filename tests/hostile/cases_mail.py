"""More rows of the table: mail."""

from __future__ import annotations

from hostile.cases import THREE, Case, comments


def mail(number: int, headers: str = "", body: str = "Keep the ferry.") -> str:
    """One message of an mbox file."""
    return (
        "From ines@larkmouth.example Thu Mar 14 09:12:00 2024\nFrom: Ines Okafor <ines@larkmouth.example>\n"
        f"Subject: Ferry\nMessage-ID: <m{number}@x>\nDate: Thu, 14 Mar 2024 09:1{number % 10}:00 +0000\n"
        f"{headers}\n{body}\n\n"
    )


def author(name: str) -> bytes:
    """One message by somebody of this name."""
    return mail(1).replace("Ines Okafor <ines@larkmouth.example>", name, 1).encode()


def nested_parts(depth: int) -> str:
    return "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))


PRINTED = f"<!doctype html><body>{comments(*THREE)}</body>".replace("=", "=3D")
ARCHIVE = (
    "From: <Saved by Blink>\r\nSubject: Ferry\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--B"\r\n\r\n\r\n----B\r\n'
    f"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{PRINTED}\r\n----B--\r\n"
).encode()
CASES = [
    Case("mail", "a page that a browser saved as an archive", "a.mhtml", lambda: ARCHIVE, 3),
    Case("mail", "such an archive cut short", "a.mhtml", lambda: ARCHIVE[:-60], 3),
    Case(
        "mail",
        "10,000 references",
        "a.mbox",
        lambda: mail(1, "References: " + " ".join(f"<r{n}@x>" for n in range(10_000)) + "\n").encode(),
        1,
        ("orphan-parent",),
    ),
    Case(
        "mail",
        "two that answer each other",
        "a.mbox",
        lambda: (mail(1, "In-Reply-To: <m2@x>\n") + mail(2, "In-Reply-To: <m1@x>\n")).encode(),
        2,
        ("parent-cycle",),
    ),
    Case(
        "mail",
        "parts 2,000 deep",
        "a.mbox",
        lambda: mail(1, nested_parts(2000)).encode(),
        "message 1: has parts nested deeper",
    ),
    Case(
        "mail",
        "broken base64 in an unknown charset",
        "a.mbox",
        lambda: mail(
            1, "Content-Transfer-Encoding: base64\nContent-Type: text/plain; charset=klingon\n", "!!!!"
        ).encode(),
        1,
    ),
    Case("mail", "a header of 5 MB", "a.mbox", lambda: mail(1, f"X-Long: {'x' * 5_000_000}\n").encode(), 1),
    Case(
        "mail",
        "a date of no calendar",
        "a.mbox",
        lambda: mail(1).replace("Thu, 14 Mar 2024", "Thu, 99 Foo 99999").encode(),
        1,
    ),
    Case(
        "mail",
        "one Message-ID, two letters",
        "a.mbox",
        lambda: (mail(1) + mail(1, body="No.").replace("09:11", "10:11")).encode(),
        2,
        ("duplicate-id",),
    ),
    Case(
        "mail",
        "letters without ids",
        "a.mbox",
        lambda: (mail(1) + mail(2)).replace("Message-ID: <m1@x>\n", "").replace("Message-ID: <m2@x>\n", "").encode(),
        2,
    ),
    Case("mail", "an author of 1 MB of blanks", "a.mbox", lambda: author(" " * 1_000_000 + "x"), 1),
    Case("mail", "blanks in two places", "a.mbox", lambda: author("x" + (" " * 500_000 + "x") * 2), 1),
    Case("mail", "remarks within remarks", "a.mbox", lambda: author("x (" * 100_000), 1),
    Case("mail", "names within names", "a.mbox", lambda: author("x <" * 100_000), 1),
    Case(
        "mail",
        "a line of envelopes",
        "a.mbox",
        lambda: b"From x" + b" Mon 11:11 2024" * 20_000 + b"\n!\n",
        "no comment",
    ),
    Case(
        "mail",
        "such a line behind a letter",
        "a.mbox",
        lambda: mail(1).encode() + b"From x" + b" Mon 11:11 2024" * 20_000 + b"\n!\n",
        1,
    ),
    *(
        Case("mail", f"what it is made of: {name}", "a.mbox", lambda made=made: mail(1, made + "\n").encode(), 1)  # type: ignore[misc]
        for name, made in {
            "1 MB of semicolons": f'Content-Type: text/plain; a="{";" * 1_000_000}',
            "a charset that is counted and is not": "Content-Type: text/plain; charset*0=x; charset*=y",
            "a boundary that is, too": "Content-Type: multipart/mixed; boundary*0=x; boundary*=y",
            "a boundary in a charset with a zero": "Content-Type: multipart/mixed; boundary*=a\0'en'x",
            "a charset that is a compression": "Content-Type: text/plain; charset=zlib",
            "half a word": "Content-Type: text",
            "an alternative of nothing": "Content-Type: multipart/alternative; boundary=b",
        }.items()
    ),
    Case(
        "mail", "parts 101 deep", "a.mbox", lambda: mail(1, nested_parts(102)).encode(), "message 1: has parts nested"
    ),
    Case("mail", "parts 90 deep", "a.mbox", lambda: mail(1, nested_parts(90) + "\nKeep it.\n").encode(), 1),
]
