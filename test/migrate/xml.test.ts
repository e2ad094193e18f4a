/** What becomes of documents that a program reads by itself. `programs/manifest.c` reads some. */

import { describe, expect, test } from "vitest";
import { codeOf, statementsOf } from "../support/c2ts.js";

describe("a document", () => {
  test("is read from the buffers of a body, and no memory is freed", async () => {
    const code = await codeOf(
      "int run(aos_list_t *bc) { mxml_node_t *root; int n = get_xmldoc(bc, &root); mxmlDelete(root); return n; }",
    );
    expect(code).toContain("function run(bc: AosList<AosBuf>): number {");
    expect(code).toContain("const root = out<XmlNode>();\n  const n = getXmldoc(bc, root);");
    expect(code).not.toContain("mxmlDelete");
    expect(code).toContain("  AOSE_XML_PARSE_ERROR,\n");
    expect(code.match(/\nfunction (mxmlLoadString|aosParseXmlBody|getXmldoc)\(/g)).toHaveLength(3);
  });

  test("is an out-parameter of the program's own functions, too", async () => {
    const code = await codeOf(
      "static int read(aos_list_t *bc, mxml_node_t **root) { return aos_parse_xml_body(bc, root); }\nvoid run(aos_list_t *bc) { mxml_node_t *root = NULL; read(bc, &root); }",
    );
    expect(code).toContain("function read(bc: AosList<AosBuf>, root: Out<XmlNode>): number {");
    expect(code).toContain("read(bc, root);");
  });

  test("that is no document of a body is text", async () => {
    const code = await statementsOf(
      "mxml_node_t *root = mxmlLoadString(NULL, text, MXML_OPAQUE_CALLBACK);",
      "const char *text;",
    );
    expect(code).toBe("const root = mxmlLoadString(text);");
  });

  test("has a type, also where nothing is called", async () => {
    const code = await codeOf("static void keep(mxml_node_t *root, FILE *beside) { }");
    expect(code).toContain("\ninterface XmlNode {");
    expect(code).toContain("\ninterface CFile {");
    expect(code).not.toContain("function mxml");
  });
});

describe("an element", () => {
  const before = "aos_pool_t *p; mxml_node_t *root;";

  test("is looked for by its name, and what is found may be NULL", async () => {
    const code = await statementsOf(
      'mxml_node_t *e = mxmlFindElement(root, root, "A", NULL, NULL, MXML_DESCEND);\nputs(mxmlGetOpaque(e));\nif (e != NULL) puts(mxmlGetElement(e));',
      before,
    );
    expect(code).toContain('const e = mxmlFindElement(root, root, "A");');
    expect(code).toContain('`${e?.text ?? ""}\\n`');
    expect(code).toContain("`${e.name}\\n`");
  });

  test("has a text or a number, which is put where it belongs", async () => {
    const code = await statementsOf(
      [
        "aos_string_t s; int n; int64_t m;",
        'get_xmlnode_value_int(p, root, "B", &n);',
        'get_xmlnode_value_int64(p, root, "C", &m);',
        'get_xmlnode_value_int(p, root, "D", NULL);',
        'char *t = get_xmlnode_value(p, root, "E");',
        'if (!get_xmlnode_value_str(p, root, "A", &s)) return;',
      ].join("\n"),
      before,
    );
    expect(code).toContain('if (!getXmlnodeValueStr(root, "A", s)) {');
    expect(code).toContain('getXmlnodeValueInt(root, "B", n);');
    expect(code).toContain('getXmlnodeValueInt(root, "C", m);');
    expect(code).toContain('getXmlnodeValueInt(root, "D", null);');
    expect(code).toContain('const t = getXmlnodeValue(root, "E");');
  });
});

describe("is marked:", () => {
  test.each([
    ["root = mxmlLoadString(root, s, MXML_OPAQUE_CALLBACK);", "a document is read into another"],
    ["root = mxmlLoadString(NULL, s, MXML_TEXT_CALLBACK);", "not all text of a document is kept"],
    [
      'root = mxmlFindElement(root, root, "A", "b", NULL, MXML_DESCEND);',
      "an element is looked for by its attribute",
    ],
    [
      'root = mxmlFindElement(root, root, "A", NULL, "b", MXML_DESCEND);',
      "an element is looked for by its attribute",
    ],
    [
      'root = mxmlFindElement(root, root, "A", NULL, NULL, MXML_NO_DESCEND);',
      "an element is not looked for in all that is within",
    ],
    [
      'mxml_node_t *part = mxmlFindElement(root, root, "A", NULL, NULL, MXML_DESCEND);\nmxmlDelete(part);',
      "a part of a document is deleted",
    ],
    ["root = mxmlGetFirstChild(root);", "mxmlGetFirstChild has no counterpart"],
    [
      "oss_list_objects_owner_parse(NULL, root, NULL);",
      "oss_list_objects_owner_parse has no counterpart (takes a mini-XML node)",
    ],
  ])("%s", async (c, reason) => {
    const code = await statementsOf(c, "mxml_node_t *root; const char *s;");
    expect(code).toContain(`never = ${JSON.stringify(reason)};`);
  });
});
