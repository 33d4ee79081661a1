// SPDX-License-Identifier: MIT
using System.Collections.Generic;

namespace Skift.Text;

internal enum RegexNodeKind
{
    Empty,
    Character,
    Any,
    Set,
    Sequence,
    Alternatives,
    Repeat,
    Group,
    BackReference,
    LineStart,
    LineEnd,
    WordStart,
    WordEnd,
    WordBoundary,
    NotWordBoundary,
}

/// <summary>A part of a parsed regular expression.</summary>
internal sealed class RegexNode(RegexNodeKind kind)
{
    /// <summary>In <see cref="Maximum"/>: without a bound.</summary>
    public const int Unbounded = -1;

    public RegexNodeKind Kind => kind;

    /// <summary>The character (code point), the number of the group, or of the group referred to.</summary>
    public int Value { get; init; }

    public int Minimum { get; init; }

    public int Maximum { get; init; }

    public CharacterSet? Set { get; init; }

    public List<RegexNode> Children { get; } = [];

    public static RegexNode Of(RegexNodeKind kind, RegexNode child, int value = 0)
    {
        var node = new RegexNode(kind) { Value = value };
        node.Children.Add(child);
        return node;
    }

    public static RegexNode Repeat(RegexNode child, int minimum, int maximum)
    {
        var node = new RegexNode(RegexNodeKind.Repeat) { Minimum = minimum, Maximum = maximum };
        node.Children.Add(child);
        return node;
    }
}
