"""Small XLSX and ODS files, written part by part, the way no spreadsheet program would where a test wants that."""

import io
import zipfile

XMLNS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ODS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
)


def packed(parts):
    """A zip file of parts by name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def cell(reference, value, style=0):
    """A cell of XLSX: a figure, a text, or markup that stands as it is given."""
    if isinstance(value, str) and not value.startswith("<"):
        return f'<c r="{reference}" t="inlineStr" s="{style}"><is><t>{value}</t></is></c>'
    return f'<c r="{reference}" s="{style}">' + (value if isinstance(value, str) else f"<v>{value}</v>") + "</c>"


def xlsx(*sheets, merged="", states=(), formats=(), head="", titles=()):
    """An XLSX; each sheet is a list of rows of (reference, value[, style]) or the text of its whole XML."""
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="x"><Relationship Id="r" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    }
    names, relations = "", ""
    for at, sheet in enumerate(sheets, start=1):
        state = f' state="{states[at - 1]}"' if at <= len(states) else ""
        title = titles[at - 1] if at <= len(titles) else f"Sheet {at}"
        names += f'<sheet name="{title}" sheetId="{at}"{state} r:id="rId{at}"/>'
        relations += f'<Relationship Id="rId{at}" Type="{REL}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        rows = (
            sheet
            if isinstance(sheet, str)
            else "".join(f"<row>{''.join(cell(*c) for c in row)}</row>" for row in sheet)
        )
        merge = f"<mergeCells>{merged}</mergeCells>" if merged else ""
        parts[f"xl/worksheets/sheet{at}.xml"] = (
            f"{head}<worksheet {XMLNS}><sheetData>{rows}</sheetData>{merge}</worksheet>"
        )
    styles = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="{code}"/>' for n, code in enumerate(formats))
    uses = "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(len(formats)))
    parts["xl/styles.xml"] = (
        f'<styleSheet {XMLNS}><numFmts>{styles}</numFmts><cellXfs><xf numFmtId="0"/>{uses}<xf numFmtId="14"/></cellXfs></styleSheet>'
    )
    parts["xl/workbook.xml"] = f'<workbook {XMLNS} xmlns:r="{REL}"><sheets>{names}</sheets></workbook>'
    parts["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>'
    )
    return packed(parts)


def ods(rows, head="", styles="", title="Sheet"):
    """An ODS with one sheet; `rows` is the markup of its rows."""
    table = f'<office:spreadsheet><table:table table:name="{title}" table:style-name="s">{rows}</table:table></office:spreadsheet>'
    content = (
        f"{head}<office:document-content {ODS}>{styles}<office:body>{table}</office:body></office:document-content>"
    )
    return packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})
