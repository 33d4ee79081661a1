// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Sh.Syntax;

namespace Skift.Sh.Expansion;

/// <summary>Where tildes are expanded (POSIX.1-2024 XCU 2.6.1).</summary>
internal enum TildeMode
{
    None,

    /// <summary>At the beginning of the word.</summary>
    Word,

    /// <summary>In the value of an assignment: also after each colon.</summary>
    Assignment,
}

/// <summary>
/// Word expansion (POSIX.1-2024 XCU 2.6): tildes, parameters, commands and arithmetic into an <see cref="ExpansionBuffer"/>,
/// then field splitting, pathname expansion and quote removal from its marks.
/// </summary>
internal sealed partial class Expander
{
    private readonly ExpansionHost _host;
    private readonly Globber _globber;
    private readonly List<(int Start, int End)> _fields = new();

    public Expander(ExpansionHost host)
    {
        _host = host;
        _globber = new Globber(host);
    }

    /// <summary>Expands a word of a command into its fields, perhaps none.</summary>
    public void ExpandFields(Word word, List<string> results)
    {
        if (word.Plain is { } plain && !NeedsExpansion(plain))
        {
            results.Add(plain);
            return;
        }

        ExpansionBuffer buffer = new();
        Expand(word, buffer, TildeMode.Word, Mark.Literal, splits: true);
        _fields.Clear();
        buffer.Split(_host.GetParameter("IFS") ?? " \t\n", _fields);
        for (int i = 0; i < _fields.Count; i++)
        {
            (int start, int end) = _fields[i];
            bool isPattern = !_host.IsGlobbingOff && buffer.HasPattern(start, end);
            if (!isPattern || !_globber.Expand(buffer.ToPattern(start, end), results))
            {
                results.Add(buffer.ToText(start, end));
            }
        }
    }

    /// <summary>Expands to a single string: no splitting, no file names.</summary>
    public string ExpandText(Word word, TildeMode tilde = TildeMode.Word)
    {
        if (word.Plain is { } plain && !plain.Contains('~'))
        {
            return plain;
        }

        ExpansionBuffer buffer = new();
        Expand(word, buffer, tilde, Mark.Literal, splits: false);
        return buffer.ToString();
    }

    /// <summary>Expands to a pattern in which quoted characters are escaped.</summary>
    public string ExpandPattern(Word word)
    {
        ExpansionBuffer buffer = new();
        Expand(word, buffer, TildeMode.Word, Mark.Literal, splits: false);
        return buffer.ToPattern();
    }

    private static bool NeedsExpansion(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is '*' or '?' or '~' or ']')
            {
                return true;
            }
        }

        return false;
    }

    /// <param name="word">What to expand.</param>
    /// <param name="buffer">Takes the result.</param>
    /// <param name="tilde">Where tildes count.</param>
    /// <param name="literal">The mark of unquoted literal text: splittable inside an unquoted expansion's argument.</param>
    /// <param name="splits">The result will be split, so <c>$@</c> makes fields; otherwise it is joined.</param>
    private void Expand(Word word, ExpansionBuffer buffer, TildeMode tilde, Mark literal, bool splits)
    {
        for (int i = 0; i < word.Parts.Count; i++)
        {
            switch (word.Parts[i])
            {
                case LiteralPart { IsQuoted: true } part:
                    buffer.AddValue(part.Text, isQuoted: true);
                    break;
                case LiteralPart part:
                    AddLiteral(part.Text, buffer, tilde, literal, isFirst: i == 0, isLast: i == word.Parts.Count - 1);
                    break;
                case ParameterPart part:
                    ExpandParameter(part, buffer, splits);
                    break;
                case CommandPart part:
                    buffer.AddValue(_host.Substitute(part.Command), part.IsQuoted);
                    break;
                case ArithmeticPart part:
                    buffer.AddValue(EvaluateArithmetic(part.Expression).ToString(), part.IsQuoted);
                    break;
                case ProcessPart part:
                    buffer.Add(_host.SubstituteProcess(part), Mark.Quoted);
                    break;
            }
        }
    }

    private void AddLiteral(string text, ExpansionBuffer buffer, TildeMode tilde, Mark mark, bool isFirst, bool isLast)
    {
        bool canExpand = tilde != TildeMode.None && isFirst;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '~' && canExpand && ExpandTilde(text, ref i, buffer, tilde, isLast))
            {
                canExpand = false;
                continue;
            }

            buffer.Add(text[i], mark);
            canExpand = tilde == TildeMode.Assignment && text[i] == ':';
        }
    }

    /// <summary>The user's name ends at a slash, in assignments at a colon; if it runs into a quoted or expanded part there is no tilde expansion.</summary>
    private bool ExpandTilde(string text, ref int i, ExpansionBuffer buffer, TildeMode tilde, bool isLast)
    {
        int end = i + 1;
        while (end < text.Length && text[end] != '/' && !(tilde == TildeMode.Assignment && text[end] == ':'))
        {
            end++;
        }

        if (end == text.Length && !isLast)
        {
            return false;
        }

        string? home = _host.HomeOf(text.Substring(i + 1, end - i - 1));
        if (home == null)
        {
            return false;
        }

        buffer.AddValue(home, isQuoted: true);
        i = end - 1;
        return true;
    }

    private long EvaluateArithmetic(Word expression) => EvaluateArithmetic(ExpandText(expression, TildeMode.None));

    private long EvaluateArithmetic(string expression)
    {
        try
        {
            return new Arithmetic(_host.GetParameter, _host.Assign).Evaluate(expression);
        }
        catch (ArithmeticError error)
        {
            throw _host.Fail(error.Message);
        }
    }
}
