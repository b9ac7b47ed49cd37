# SPDX-License-Identifier: GPL-3.0-or-later
"""Writers of small office documents, web pages and messages, for tests. Lines are paragraphs; tabs
part columns."""
import base64
import html
import re
import zipfile

from legacy_text import cp1258, runs, vni

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = " ".join(
    f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"'
    for p, n in (("office", "office"), ("text", "text"), ("style", "style"), ("fo", "xsl-fo-compatible"))
)


def font(high):
    return ".VnTimeH" if high else ".VnTime"


def font_runs(line, kind):
    """(font, text as the font's codes show in windows-1252)"""
    if kind == "vni":
        return [("VNI-Times", vni(line).decode("cp1252"))]
    return [(font(high), raw.decode("latin-1")) for high, raw in runs(line)]


def docx(path, lines, kind="unicode"):
    def paragraph(line):
        if kind == "unicode":
            half = len(line) // 2  # programs split runs anywhere
            parts = [f'<w:r><w:t xml:space="preserve">{html.escape(s)}</w:t></w:r>' for s in (line[:half], line[half:])]
        else:
            parts = [
                f'<w:r><w:rPr><w:rFonts w:ascii="{f}" w:hAnsi="{f}"/></w:rPr>'
                f'<w:t xml:space="preserve">{html.escape(s)}</w:t></w:r>'
                for f, s in font_runs(line, kind)
            ]
        return f"<w:p>{''.join(parts)}</w:p>"

    relations = "http://schemas.openxmlformats.org"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{relations}/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{DOCX}.main+xml"/></Types>',
        )
        z.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{relations}/package/2006/relationships"><Relationship Id="r" Type='
            f'"{relations}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        body = "".join(map(paragraph, lines))
        z.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")


def odf_text(s):
    s = re.sub(r" {2,}", lambda m: f' <text:s text:c="{len(m[0]) - 1}"/>', html.escape(s))
    return s.replace("\t", "<text:tab/>")


def odf_paragraph(line, kind):
    if kind == "unicode":
        return f"<text:p>{odf_text(line)}</text:p>"
    spans = (f'<text:span text:style-name="{f.strip(".")}">{odf_text(s)}</text:span>' for f, s in font_runs(line, kind))
    return f"<text:p>{''.join(spans)}</text:p>"


ODF_FONTS = "<office:automatic-styles>" + "".join(
    f'<style:style style:name="{f.strip(".")}" style:family="text"><style:text-properties fo:font-family="{f}"/></style:style>'
    for f in (".VnTime", ".VnTimeH", "VNI-Times")
) + "</office:automatic-styles>"


def odt(path, lines, kind="unicode"):

    with zipfile.ZipFile(path, "w") as z:
        mime = "application/vnd.oasis.opendocument.text"
        z.writestr("mimetype", mime)
        z.writestr(
            "META-INF/manifest.xml",
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<m:file-entry m:full-path="/" m:media-type="{mime}"/>'
            '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/>'
            '<m:file-entry m:full-path="styles.xml" m:media-type="text/xml"/>'
            '<m:file-entry m:full-path="meta.xml" m:media-type="text/xml"/></m:manifest>',
        )
        z.writestr("styles.xml", f"<office:document-styles {ODF}/>")
        z.writestr("meta.xml", f"<office:document-meta {ODF}><office:meta/></office:document-meta>")
        body = "".join(odf_paragraph(line, kind) for line in lines)
        z.writestr(
            "content.xml",
            f"<office:document-content {ODF}>{ODF_FONTS}<office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )


def xlsx(path, lines, kind="unicode"):
    """A row for each line, a cell for each column."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org"
    strings, rows = [], []
    for n, line in enumerate(lines, 1):
        cells = []
        for column, text in enumerate(re.split(r"\t+", line)):
            if not text:
                continue
            place = f"{chr(65 + column)}{n}"
            runs_of = [(None, text)] if kind == "unicode" else font_runs(text, kind)
            strings.append("".join(
                f'<r>{"" if f is None else f"<rPr><rFont val={quoted(f)}/></rPr>"}<t xml:space="preserve">{html.escape(s)}</t></r>'
                for f, s in runs_of))
            cells.append(f'<c r="{place}" t="s"><v>{len(strings) - 1}</v></c>')
        rows.append(f'<row r="{n}">{"".join(cells)}</row>')
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{relations}/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' + "".join(
            f'<Override PartName="/xl/{part}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{what}+xml"/>'
            for part, what in (("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"), ("sharedStrings", "sharedStrings"))
        ) + "</Types>",
        "_rels/.rels": links(relations, ("officeDocument", "xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": links(relations, ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}/officeDocument/2006/relationships"><sheets>'
        '<sheet name="Kế hoạch" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">' + "".join(f"<si>{s}</si>" for s in strings) + "</sst>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{"".join(rows)}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in parts.items():
            z.writestr(name, text)


def quoted(s):
    return f'"{s}"'


def links(relations, *targets):
    rows = "".join(
        f'<Relationship Id="r{i}" Type="{relations}/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets, 1))
    return f'<Relationships xmlns="{relations}/package/2006/relationships">{rows}</Relationships>'


def fodt(path, lines, kind="unicode"):
    body = "".join(odf_paragraph(line, kind) for line in lines)
    with open(path, "w", encoding="utf-8") as f:
        f.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {ODF} office:version="1.3" '
                f'office:mimetype="application/vnd.oasis.opendocument.text">{ODF_FONTS}<office:body><office:text>{body}'
                "</office:text></office:body></office:document>")


def rtf_text(s):
    def one(c):
        n = ord(c)
        if c in "\\{}":
            return "\\" + c
        if c == "\t":
            return "\\tab "
        if n < 128:
            return c
        return "".join(f"\\u{u - 65536 if u > 32767 else u}?" for u in utf16(c))

    return "".join(map(one, s))


def utf16(c):
    b = c.encode("utf-16-le")
    return [b[i] | b[i + 1] << 8 for i in range(0, len(b), 2)]


def rtf(path, lines, kind="unicode"):
    head = "{\\rtf1\\ansi\\ansicpg1252\\uc1{\\fonttbl{\\f0 Times;}{\\f1 .VnTime;}{\\f2 .VnTimeH;}{\\f3\\fcharset163 Arial;}{\\f4 VNI-Times;}}"
    out = []
    for line in lines:
        if kind == "vntime":
            out.append("".join(f"{{\\f{2 if h else 1} {rtf_bytes(s)}}}" for h, s in runs(line)))
        elif kind == "vni":
            out.append("{\\f4 " + rtf_bytes(vni(line)) + "}")
        elif kind == "cp1258":
            out.append("{\\f3 " + rtf_bytes(cp1258(line)) + "}")
        else:
            out.append(rtf_text(line))
    with open(path, "w", encoding="ascii") as f:
        f.write(head + "".join(s + "\\par\n" for s in out) + "}")


def rtf_bytes(b):
    return "".join(rtf_text(chr(c)) if c < 128 else f"\\'{c:02x}" for c in b)


def eml(path, text, attached=None):
    """attached: (name, bytes, MIME type)"""
    boundary = "=_a"
    plain = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" + base64_lines(text.encode())
    mixed = (
        f"Content-Type: multipart/mixed; boundary=\"{boundary}\"\n\n--{boundary}\n{plain}"
        f"--{boundary}\nContent-Type: {attached[2]}; name=\"{attached[0]}\"\n"
        f"Content-Disposition: attachment; filename=\"{attached[0]}\"\nContent-Transfer-Encoding: base64\n\n"
        f"{base64_lines(attached[1])}--{boundary}--\n"
        if attached
        else plain
    )
    with open(path, "w", encoding="ascii") as f:
        f.write(
            "From: a@example.vn\nTo: b@example.vn\nDate: Tue, 25 May 2021 08:00:00 +0700\nSubject: =?utf-8?B?"
            + base64.b64encode("gửi".encode()).decode()
            + "?=\nMIME-Version: 1.0\n"
            + mixed
        )


def base64_lines(data):
    return base64.encodebytes(data).decode()


def page_line(line):
    cells = re.split(r"\t+", html.escape(line))
    if len(cells) > 1:
        return "<table><tr>" + "".join(f"<td>{c}</td>" for c in cells) + "</tr></table>\n"
    return f"<p>{cells[0] or '&nbsp;'}</p>\n"


def page(lines):
    return "".join(map(page_line, lines))
