/** Documents that a program reads by itself: mini-XML, and the SDK's functions over its nodes. */

import type { Node } from "../c/grammar.js";
import { fieldOf, Untranslatable, within } from "../c/syntax.js";
import { adapted } from "../expressions/adapt.js";
import { codeAt, isNullable, LEVEL, orNull, primary, type Value } from "../expressions/value.js";
import type { HelperName } from "../module/helpers/helpers.js";
import type { Scope } from "../program/scope.js";
import { enclosing, isGivenTo } from "../program/uses.js";
import { given, NOTHING, type Rule, textGiven } from "./rules.js";

export const XML: Readonly<Record<string, Rule>> = {
  aos_parse_xml_body: (scope, [body, root]) => document(scope, "aosParseXmlBody", body, root),
  get_xmldoc: (scope, [body, root]) => document(scope, "getXmldoc", body, root),
  mxmlLoadString: (scope, [top, text, callback]) => {
    only(top, /^(NULL|MXML_NO_PARENT)$/, "a document is read into another");
    only(callback, /^(MXML_OPAQUE_CALLBACK|mxml_opaque_cb)$/, "not all text of a document is kept");
    return called(scope, "mxmlLoadString", [textGiven(scope, text).code], "XmlNode | null");
  },
  mxmlFindElement: (scope, [node, top, name, attribute, value, descend]) => {
    only(attribute, /^NULL$/, "an element is looked for by its attribute");
    only(value, /^NULL$/, "an element is looked for by its attribute");
    only(descend, /^MXML_DESCEND$/, "an element is not looked for in all that is within");
    const args = [given(scope, node).code, given(scope, top).code, textGiven(scope, name).code];
    return called(scope, "mxmlFindElement", args, "XmlNode | null");
  },
  mxmlGetOpaque: (scope, [node]) => property(scope, "text", node),
  mxmlGetElement: (scope, [node]) => property(scope, "name", node),
  mxmlDelete: (_, [node]) => {
    if (node === undefined || isPart(node)) {
      throw new Untranslatable(
        "a part of a document is deleted",
        "Leave it out where the program looks for elements.",
      );
    }
    return NOTHING;
  },
  get_xmlnode_value: (scope, [, node, name]) => {
    const args = [given(scope, node).code, textGiven(scope, name).code];
    return called(scope, "getXmlnodeValue", args, "string | null");
  },
  get_xmlnode_value_str: found("getXmlnodeValueStr", "AosString"),
  get_xmlnode_value_int: found("getXmlnodeValueInt", "Out<number> | null"),
  get_xmlnode_value_int64: found("getXmlnodeValueInt", "Out<number> | null"),
};

function called(scope: Scope, name: HelperName, args: readonly string[], ts: string): Value {
  return primary(`${scope.needs.helper(name)}(${args.join(", ")})`, ts);
}

/** An argument that is converted only where it is what most programs give. */
function only(arg: Node | undefined, usual: RegExp, reason: string): void {
  if (!usual.test(arg?.text ?? "")) {
    throw new Untranslatable(reason, "Look at what the module has for mini-XML, and add to it.");
  }
}

function document(scope: Scope, name: HelperName, body?: Node, root?: Node): Value {
  const args = [given(scope, body).code, scope.followed(given(scope, root)).code];
  return called(scope, name, args, "number");
}

/** Whether a variable holds what was found in a document. */
function isPart(variable: Node): boolean {
  const body = enclosing(variable, "function_definition") ?? variable;
  return within(body, "call_expression").some(
    (call) =>
      /^mxml(Find|Get|Walk)/.test(fieldOf(call, "function").text) && isGivenTo(call, variable.text),
  );
}

/** What C gives of an element, and NULL of none. */
function property(scope: Scope, name: "name" | "text", node: Node | undefined): Value {
  const value = given(scope, node);
  const owner = codeAt(value, LEVEL.primary);
  return isNullable(value.ts)
    ? orNull(`${owner}?.${name}`)
    : primary(`${owner}.${name}`, name === "name" ? "string" : "string | null");
}

/** The value of an element is put where the last argument leads, and it is told whether there was one. */
function found(helper: HelperName, target: string): Rule {
  return (scope, [, node, name, value]) => {
    const args = [
      given(scope, node).code,
      textGiven(scope, name).code,
      adapted(scope, given(scope, value), target).code,
    ];
    return called(scope, helper, args, "boolean");
  };
}
