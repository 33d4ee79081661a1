// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Text;

namespace Skift.Sh.Syntax;

/// <summary>A word before expansion: literal text and expansions, each marked as quoted or not.</summary>
internal sealed class Word
{
    public static readonly Word Empty = new(new List<WordPart>());

    public Word(List<WordPart> parts)
    {
        Parts = parts;
        Plain = parts.Count == 1 && parts[0] is LiteralPart { IsQuoted: false } literal ? literal.Text : null;
    }

    public readonly List<WordPart> Parts;

    /// <summary>The text, if no character is quoted and nothing is expanded: only then it can be a keyword, alias or number.</summary>
    public readonly string? Plain;

    public static Word Literal(string text, bool isQuoted)
    {
        List<WordPart> parts = new() { new LiteralPart(text, isQuoted) };
        return new Word(parts);
    }

    /// <summary>The text without quotes if nothing is expanded, for messages and here-document names.</summary>
    public string LiteralText()
    {
        StringBuilder text = new();
        for (int i = 0; i < Parts.Count; i++)
        {
            if (Parts[i] is LiteralPart literal)
            {
                text.Append(literal.Text);
            }
        }

        return text.ToString();
    }
}

internal abstract class WordPart
{
    protected WordPart(bool isQuoted) => IsQuoted = isQuoted;

    /// <summary>Inside quotes: the result is neither split nor used as a pattern.</summary>
    public readonly bool IsQuoted;
}

internal sealed class LiteralPart : WordPart
{
    public LiteralPart(string text, bool isQuoted)
        : base(isQuoted) => Text = text;

    public readonly string Text;
}

/// <summary>What <c>${name…}</c> does with the value.</summary>
internal enum ParameterOperator
{
    Value,
    Length,
    Default,
    Assign,
    Error,
    Alternative,
    RemoveSmallestPrefix,
    RemoveLargestPrefix,
    RemoveSmallestSuffix,
    RemoveLargestSuffix,
    Substring,
    ReplaceFirst,
    ReplaceAll,
}

internal sealed class ParameterPart : WordPart
{
    public ParameterPart(string name, ParameterOperator op, bool isQuoted)
        : base(isQuoted)
    {
        Name = name;
        Operator = op;
    }

    public readonly string Name;
    public readonly ParameterOperator Operator;

    /// <summary>With a colon: a null value counts as unset.</summary>
    public bool TestsNull;

    /// <summary>Default, pattern or offset.</summary>
    public Word? Argument;

    /// <summary>Replacement or length.</summary>
    public Word? SecondArgument;
}

internal sealed class CommandPart : WordPart
{
    public CommandPart(Node? command, bool isQuoted)
        : base(isQuoted) => Command = command;

    public readonly Node? Command;
}

/// <summary><c>&lt;(list)</c> and <c>&gt;(list)</c>: the name of a pipe to or from the list.</summary>
internal sealed class ProcessPart : WordPart
{
    public ProcessPart(Node? command, bool isInput)
        : base(isQuoted: true)
    {
        Command = command;
        IsInput = isInput;
    }

    public readonly Node? Command;
    public readonly bool IsInput;
}

internal sealed class ArithmeticPart : WordPart
{
    public ArithmeticPart(Word expression, bool isQuoted)
        : base(isQuoted) => Expression = expression;

    public readonly Word Expression;
}

/// <summary>Collects the parts of a word while it is read.</summary>
internal sealed class WordBuilder
{
    private readonly List<WordPart> _parts = new();
    private readonly StringBuilder _literal = new();
    private bool _literalIsQuoted;

    public bool IsEmpty => _parts.Count == 0 && _literal.Length == 0;

    public void Add(char c, bool isQuoted)
    {
        if (_literal.Length > 0 && _literalIsQuoted != isQuoted)
        {
            EndLiteral();
        }

        _literalIsQuoted = isQuoted;
        _literal.Append(c);
    }

    public void Add(string text, bool isQuoted)
    {
        for (int i = 0; i < text.Length; i++)
        {
            Add(text[i], isQuoted);
        }
    }

    public void Add(WordPart part)
    {
        EndLiteral();
        _parts.Add(part);
    }

    /// <summary>Quotes with nothing inside: they make the word exist.</summary>
    public void AddEmptyQuotes() => Add(new LiteralPart("", isQuoted: true));

    /// <summary>The unquoted text so far if there is nothing else: tells a descriptor number or <c>name=</c> while reading.</summary>
    public string? PlainText => _parts.Count == 0 && !(_literalIsQuoted && _literal.Length > 0) ? _literal.ToString() : null;

    public int PartCount => _parts.Count + (_literal.Length > 0 ? 1 : 0);

    public Word ToWord()
    {
        EndLiteral();
        return new Word(_parts);
    }

    private void EndLiteral()
    {
        if (_literal.Length > 0)
        {
            _parts.Add(new LiteralPart(_literal.ToString(), _literalIsQuoted));
            _literal.Clear();
        }
    }
}
