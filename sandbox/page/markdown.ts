import { Marked } from 'marked';
import { escapeHtml, Html } from './html.ts';
import { localLink } from './local-link.ts';

/**
 * A comment's Markdown as CodeCommit shows it: no HTML of its own, links and images of the web only. Links into
 * the AWS console lead to the same thing on this page.
 */
const marked = new Marked({
  gfm: true,
  renderer: {
    html: ({ text }) => escapeHtml(text),
    link({ href, tokens }) {
      const text = this.parser.parseInline(tokens);
      const target = localLink(href);
      return isWebAddress(target)
        ? `<a href="${escapeHtml(target)}" title="${escapeHtml(href)}">${text}</a>`
        : text;
    },
    image({ href, text }) {
      return isWebAddress(href)
        ? `<img src="${escapeHtml(href)}" alt="${escapeHtml(text)}">`
        : escapeHtml(text);
    },
  },
});

export function renderMarkdown(text: string): Html {
  return new Html(marked.parse(text, { async: false }));
}

function isWebAddress(address: string): boolean {
  return /^https?:\/\//.test(address) || address.startsWith('/');
}
