// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Text;

namespace Skift.Sh.Syntax;

/// <summary>Delivers the characters of a source one by one, with the text of aliases put in between, and counts lines.</summary>
internal sealed class Scanner
{
    public const int End = -1;

    /// <summary>Commands and expansions inside each other, beyond which the text is refused rather than the stack exhausted.</summary>
    private const int MaxNesting = 500;

    private readonly TextSource _source;
    private readonly List<AliasText> _aliases = new();
    private readonly List<Alias> _finished = new();
    private readonly StringBuilder _log = new();
    private string _text = "";
    private int _position;
    private bool _isAtEnd;
    private bool _lastWasEnd;

    public Scanner(TextSource source, int firstLine)
    {
        _source = source;
        Line = firstLine;
    }

    /// <summary>How many commands and expansions around the current place are open.</summary>
    public int Nesting { get; private set; }

    /// <summary>Line of the next character.</summary>
    public int Line { get; private set; }

    /// <summary>A command has begun, so the next line is asked for with PS2.</summary>
    public bool IsContinuation { get; set; }

    /// <summary>The alias just finished ended with a blank: the next word may be an alias too (POSIX.1-2024 XCU 2.3.1).</summary>
    public bool AliasEndedWithBlank { get; set; }

    /// <summary>How many characters of the source the current command has used.</summary>
    public int LogLength => _log.Length;

    public string LogText(int start, int end) => _log.ToString(start, end - start);

    public void ClearLog() => _log.Clear();

    /// <summary>A command or expansion begins inside another; an error leaves the count wrong, but then the text is given up.</summary>
    public void Enter()
    {
        if (++Nesting > MaxNesting)
        {
            throw new SyntaxError("nesting too deep", Line);
        }
    }

    public void Leave() => Nesting--;

    public int Read()
    {
        while (_aliases.Count > 0)
        {
            AliasText top = _aliases[_aliases.Count - 1];
            if (top.Position < top.Text.Length)
            {
                _lastWasEnd = false;
                return top.Text[top.Position++];
            }

            _aliases.RemoveAt(_aliases.Count - 1);
            _finished.AddRange(top.Held);
            AliasEndedWithBlank = top.Text.Length > 0 && top.Text[top.Text.Length - 1] is ' ' or '\t';
        }

        while (_position == _text.Length)
        {
            string? more = _isAtEnd ? null : _source.Read(IsContinuation);
            if (more == null)
            {
                _isAtEnd = true;
                _lastWasEnd = true;
                return End;
            }

            _text = more;
            _position = 0;
        }

        _lastWasEnd = false;
        char c = _text[_position++];
        _log.Append(c);
        if (c == '\n')
        {
            Line++;
        }

        return c;
    }

    /// <summary>Puts the character of the last <see cref="Read"/> back.</summary>
    public void Unread()
    {
        if (_lastWasEnd)
        {
            return;
        }

        if (_aliases.Count > 0 && _aliases[_aliases.Count - 1].Position > 0)
        {
            _aliases[_aliases.Count - 1].Position--;
            return;
        }

        if (_text[--_position] == '\n')
        {
            Line--;
        }

        _log.Length--;
    }

    public int Peek()
    {
        int c = Read();
        Unread();
        return c;
    }

    /// <summary>Reads past backslash-newline pairs, which are removed before tokens are formed (POSIX.1-2024 XCU 2.2.1).</summary>
    public int ReadJoined()
    {
        while (true)
        {
            int c = Read();
            if (c != '\\')
            {
                return c;
            }

            if (Read() != '\n')
            {
                // Put back only what follows: the caller sees the backslash as the last character read.
                Unread();
                _lastWasEnd = false;
                return c;
            }
        }
    }

    /// <summary>Makes the alias's text the next input.</summary>
    public void Push(Alias alias)
    {
        AliasText text = new(alias.Value);
        text.Held.Add(alias);

        // Aliases that ended with this very word stay blocked until its own text has been read, or two of them could name each other for ever.
        text.Held.AddRange(_finished);
        _finished.Clear();
        alias.IsInUse = true;
        _aliases.Add(text);
    }

    /// <summary>A new token begins: aliases whose text is used up may be used again.</summary>
    public void ReleaseAliases()
    {
        for (int i = 0; i < _finished.Count; i++)
        {
            _finished[i].IsInUse = false;
        }

        _finished.Clear();
    }

    /// <summary>Forgets the rest of the line and all alias text, after an error at a terminal.</summary>
    public void Reset()
    {
        for (int i = 0; i < _aliases.Count; i++)
        {
            _finished.AddRange(_aliases[i].Held);
        }

        _aliases.Clear();
        ReleaseAliases();
        _text = "";
        _position = 0;
        _isAtEnd = false;
        IsContinuation = false;
        AliasEndedWithBlank = false;
        Nesting = 0;
        ClearLog();
    }

    /// <summary>After end of input at a terminal more may come.</summary>
    public void ClearEnd() => _isAtEnd = false;

    private sealed class AliasText
    {
        public AliasText(string text) => Text = text;

        public readonly string Text;
        public readonly List<Alias> Held = new();
        public int Position;
    }
}

internal sealed class Alias
{
    public Alias(string name, string value)
    {
        Name = name;
        Value = value;
    }

    public readonly string Name;
    public string Value;

    /// <summary>Its text is being read: the name stands for itself meanwhile.</summary>
    public bool IsInUse;
}
