// SPDX-License-Identifier: MIT
using System;

namespace Skift.Text;

/// <summary>How <see cref="PosixRegex"/> reads a pattern.</summary>
[Flags]
public enum RegexSyntax
{
    Basic = 0,
    Extended = 1,
    IgnoreCase = 2,

    /// <summary>Every character stands for itself.</summary>
    Literal = 4,
}

/// <summary>A POSIX regular expression: the leftmost match, and of those the longest.</summary>
/// <remarks>
/// Takes time in proportion to text times pattern, whatever the pattern, because all paths are followed at once. Only
/// back-references need backtracking, whose steps are limited.
/// </remarks>
public sealed class PosixRegex
{
    private readonly RegexInstruction[] _code;
    private readonly bool _ignoresCase;
    private readonly bool _hasBackReferences;
    private readonly int _loopCount;
    private readonly string? _literal;

    private PosixRegex(RegexInstruction[] code, int groupCount, RegexCompiler compiler, bool ignoresCase, string? literal)
    {
        _code = code;
        _ignoresCase = ignoresCase;
        _hasBackReferences = compiler.HasBackReferences;
        _loopCount = compiler.LoopCount;
        _literal = literal;
        GroupCount = groupCount;
    }

    /// <summary>Parenthesised groups, without the whole match.</summary>
    public int GroupCount { get; }

    /// <param name="error">In the words of regerror(3).</param>
    public static bool TryCompile(string pattern, RegexSyntax syntax, out PosixRegex? regex, out string error)
    {
        regex = null;
        bool ignoresCase = (syntax & RegexSyntax.IgnoreCase) != 0;
        RegexNode? root;
        int groupCount = 0;
        if ((syntax & RegexSyntax.Literal) != 0)
        {
            root = LiteralNode(pattern);
            error = "";
        }
        else
        {
            var parser = new RegexParser(pattern, (syntax & RegexSyntax.Extended) != 0);
            root = parser.Parse();
            error = parser.Error;
            groupCount = parser.GroupCount;
        }

        if (root is null) return false;

        var compiler = new RegexCompiler();
        RegexInstruction[] code = compiler.Compile(root);
        if (compiler.IsTooBig)
        {
            error = "Regular expression too big";
            return false;
        }

        regex = new PosixRegex(code, groupCount, compiler, ignoresCase, ignoresCase ? null : LiteralOf(code));
        return true;
    }

    /// <summary>Finds the first match at or after <paramref name="start"/>.</summary>
    /// <param name="captures">
    /// Gets start and end of the match, then of each group that it has room for; -1 for a group that took no part.
    /// </param>
    public bool Match(ReadOnlySpan<char> text, int start, Span<int> captures)
    {
        if (_literal is not null)
        {
            int found = text.Slice(start).IndexOf(_literal);
            captures[0] = start + found;
            captures[1] = start + found + _literal.Length;
            return found >= 0;
        }

        Span<int> slots = stackalloc int[32];
        int slotCount = Math.Min(2 * (GroupCount + 1), slots.Length);
        slots = slots.Slice(0, slotCount);
        bool isMatch = _hasBackReferences
            ? new BacktrackingMatcher(_code, _ignoresCase, _loopCount, text).Match(start, slots)
            : new ParallelMatcher(_code, _ignoresCase, slotCount, text).Match(start, slots);
        if (isMatch)
        {
            slots.Slice(0, Math.Min(slots.Length, captures.Length)).CopyTo(captures);
        }

        return isMatch;
    }

    public bool IsMatch(ReadOnlySpan<char> text)
    {
        Span<int> ends = stackalloc int[2];
        return Match(text, 0, ends);
    }

    private static RegexNode LiteralNode(string text)
    {
        var sequence = new RegexNode(RegexNodeKind.Sequence);
        for (int i = 0; i < text.Length;)
        {
            sequence.Children.Add(new RegexNode(RegexNodeKind.Character) { Value = CodePoint.At(text, i, out int length) });
            i += length;
        }

        return sequence;
    }

    /// <summary>The text that the expression is, if it is nothing but text: then a plain search finds it.</summary>
    private static string? LiteralOf(RegexInstruction[] code)
    {
        char[] text = new char[code.Length - 1];
        for (int i = 0; i < text.Length; i++)
        {
            if (code[i].Op != RegexOp.Character || code[i].X > char.MaxValue) return null;

            text[i] = (char)code[i].X;
        }

        return new string(text);
    }
}
