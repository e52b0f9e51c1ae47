import type { MarkedToken, Token, Tokens } from "marked";
import { Fragment, type ReactNode } from "react";
import { CodeBlock } from "../posture/code-block.tsx";
import { Link } from "../time/link.tsx";
import { anchorOf, pageOf } from "./links.ts";
import styles from "./runbooks.module.css";

const languages: Readonly<Record<string, string>> = { sh: "Commands", sql: "Query", json: "Policy" };

/** The blocks of a document as elements. What is HTML in it is shown as the text that it is. */
export function Markdown({ tokens }: { tokens: readonly Token[] }) {
  let blocks = 0;
  const label = ({ lang = "" }: Tokens.Code) => `${languages[lang] ?? "Text"} ${++blocks}`;
  return (
    <div className={styles["prose"]}>
      {tokens.map((token, index) => (
        <Fragment key={index}>{block(token, label)}</Fragment>
      ))}
    </div>
  );
}

type Label = (code: Tokens.Code) => string;

const known = new Set(
  "blockquote br code codespan def del em escape heading hr html image link list list_item paragraph space strong table text".split(
    " ",
  ),
);

/** False for tokens of extensions, of which there are none. */
function isKnown(token: Token): token is MarkedToken {
  return known.has(token.type);
}

function block(token: Token, label: Label): ReactNode {
  if (!isKnown(token)) return null;
  switch (token.type) {
    case "heading":
      return <Heading token={token} />;
    case "paragraph":
      return <p>{inline(token.tokens)}</p>;
    case "list":
      return <List token={token} label={label} />;
    case "table":
      return <Table token={token} />;
    case "code":
      return <CodeBlock label={label(token)} code={token.text} wrap={token.lang === "sh"} />;
    case "blockquote":
      return <blockquote>{token.tokens.map((each) => block(each, label))}</blockquote>;
    case "text":
      return inline([token]);
    case "space":
    case "def":
      return null;
    case "hr":
      return <hr />;
    default:
      return <p>{token.raw}</p>;
  }
}

/** The title of the document is the page's own. */
function Heading({ token }: { token: Tokens.Heading }) {
  if (token.depth === 1) return null;
  const Level = token.depth === 2 ? "h2" : "h3";
  return <Level id={anchorOf(token.text)}>{inline(token.tokens)}</Level>;
}

function List({ token, label }: { token: Tokens.List; label: Label }) {
  const items = token.items.map((item, index) => (
    <li key={index}>
      {item.tokens.map((each, place) => (
        <Fragment key={place}>{block(each, label)}</Fragment>
      ))}
    </li>
  ));
  return token.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
}

function Table({ token }: { token: Tokens.Table }) {
  const cells = (row: readonly Tokens.TableCell[], Cell: "th" | "td") =>
    row.map((cell, index) => <Cell key={index}>{inline(cell.tokens)}</Cell>);
  return (
    <table>
      <thead>
        <tr>{cells(token.header, "th")}</tr>
      </thead>
      <tbody>
        {token.rows.map((row, index) => (
          <tr key={index}>{cells(row, "td")}</tr>
        ))}
      </tbody>
    </table>
  );
}

function inline(tokens: readonly Token[]): ReactNode {
  return tokens.map((token, index) => <Fragment key={index}>{span(token)}</Fragment>);
}

function span(token: Token): ReactNode {
  if (!isKnown(token)) return null;
  switch (token.type) {
    case "strong":
      return <strong>{inline(token.tokens)}</strong>;
    case "em":
      return <em>{inline(token.tokens)}</em>;
    case "codespan":
      return <code>{token.text}</code>;
    case "link":
      return <Reference token={token} />;
    case "text":
      return token.tokens === undefined ? token.text : inline(token.tokens);
    case "escape":
      return token.text;
    case "br":
      return <br />;
    default:
      return token.raw;
  }
}

function Reference({ token }: { token: Tokens.Link }) {
  const page = pageOf(token.href);
  const text = inline(token.tokens);
  if (page === null) return text;
  if (page.startsWith("https://"))
    return (
      <a href={page} rel="noreferrer">
        {text}
      </a>
    );
  return <Link href={page}>{text}</Link>;
}
