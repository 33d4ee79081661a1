// SPDX-License-Identifier: MIT
using System.Text;

namespace Skift.Sh.Syntax;

/// <summary>Here-documents (POSIX.1-2024 XCU 2.7.4).</summary>
internal sealed partial class Lexer
{
    /// <summary>Reads the delimiter after <c>&lt;&lt;</c>: quotes are removed, nothing is expanded.</summary>
    private void ReadHereDelimiter(Redirection redirection, bool stripsTabs)
    {
        int c;
        do
        {
            c = _scanner.ReadJoined();
        }
        while (c is ' ' or '\t');

        StringBuilder delimiter = new();
        bool isQuoted = false;
        bool any = false;
        char quote = '\0';
        while (quote != '\0' || !(c is Scanner.End or '\n' or ' ' or '\t' or ';' or '&' or '|' or '<' or '>' or '(' or ')'))
        {
            any = true;
            if (c == Scanner.End)
            {
                throw Error("unterminated quoted string");
            }

            if (c == quote && quote != '`')
            {
                quote = '\0';
            }
            else if (quote == '\0' && c is '\'' or '"')
            {
                isQuoted = true;
                quote = (char)c;
            }
            else if (c == '\\' && quote is '\0' or '"')
            {
                isQuoted |= quote == '\0';
                int next = _scanner.Read();
                if (quote == '"' && !(next is '\\' or '"' or '$' or '`'))
                {
                    delimiter.Append('\\');
                }

                delimiter.Append((char)next);
            }
            else
            {
                if (c == '`')
                {
                    // Nothing is expanded in the delimiter, and not in the body either: the usual shells take this for quoting.
                    isQuoted = true;
                    quote = quote == '`' ? '\0' : '`';
                }

                delimiter.Append((char)c);
            }

            c = quote == '\0' ? _scanner.ReadJoined() : _scanner.Read();
        }

        _scanner.Unread();
        if (!any)
        {
            throw Error("unexpected " + (c == '\n' ? "newline" : c == Scanner.End ? "end of file" : "\"" + (char)c + "\"") + " (expecting word)");
        }

        _pending.Add(new PendingHereDocument(redirection, delimiter.ToString(), isQuoted, stripsTabs));
    }

    /// <summary>The newline has come: the bodies follow, in the order of the operators.</summary>
    private void ReadHereDocuments()
    {
        for (int i = 0; i < _pending.Count; i++)
        {
            PendingHereDocument document = _pending[i];
            int line = _scanner.Line;
            string body = ReadHereBody(document);
            document.Redirection.Target = document.IsQuoted ? Word.Literal(body, isQuoted: true) : _context.ParseHereDocument(body, line);
        }

        _pending.Clear();
    }

    private string ReadHereBody(PendingHereDocument document)
    {
        StringBuilder body = new();
        StringBuilder raw = new();
        StringBuilder joined = new();
        while (true)
        {
            raw.Clear();
            joined.Clear();
            bool hasNewline = ReadLogicalLine(document, raw, joined);
            if (joined.Length == document.Delimiter.Length && joined.ToString() == document.Delimiter)
            {
                return body.ToString();
            }

            body.Append(raw);
            if (!hasNewline)
            {
                return body.ToString();
            }

            body.Append('\n');
        }
    }

    /// <summary>
    /// Reads a line, and the next ones as long as an unquoted document continues it with a backslash. The delimiter is compared
    /// with the joined text; the body keeps the raw one, in which the backslash is removed by the later expansion.
    /// </summary>
    private bool ReadLogicalLine(PendingHereDocument document, StringBuilder raw, StringBuilder joined)
    {
        int c = _scanner.Read();
        while (document.StripsTabs && c == '\t')
        {
            c = _scanner.Read();
        }

        while (c != '\n' && c != Scanner.End)
        {
            raw.Append((char)c);
            if (c == '\\' && !document.IsQuoted)
            {
                c = _scanner.Read();
                if (c == Scanner.End)
                {
                    joined.Append('\\');
                    return false;
                }

                raw.Append((char)c);
                if (c != '\n')
                {
                    joined.Append('\\').Append((char)c);
                }
            }
            else
            {
                joined.Append((char)c);
            }

            c = _scanner.Read();
        }

        return c == '\n';
    }

    /// <summary>The body of an unquoted document, in which only expansions and the backslash are special.</summary>
    public Word ReadHereDocumentWord()
    {
        WordBuilder word = new();
        while (true)
        {
            int c = _scanner.Read();
            if (c == Scanner.End)
            {
                return word.ToWord();
            }

            ReadQuoted(word, c, WordMode.HereDocument);
        }
    }
}
