// SPDX-License-Identifier: MIT
using System.Collections.Generic;

namespace Skift.Sh.Syntax;

/// <summary>A command as parsed (POSIX.1-2024 XCU 2.9).</summary>
internal abstract class Node
{
    /// <summary>Line of the script on which the command begins.</summary>
    public int Line;

    /// <summary>The source text, for <c>jobs</c>.</summary>
    public string Text = "";
}

internal sealed class SimpleCommand : Node
{
    public readonly List<Assignment> Assignments = new();
    public readonly List<Word> Words = new();
    public List<Redirection>? Redirections;

    /// <summary>It begins with <c>[[</c>: words are not split, and the right side of = is a pattern.</summary>
    public bool IsConditional;
}

internal sealed class Assignment
{
    public Assignment(string name, Word value)
    {
        Name = name;
        Value = value;
    }

    public readonly string Name;
    public readonly Word Value;
}

internal sealed class Pipeline : Node
{
    public readonly List<Node> Commands = new();
}

/// <summary><c>! command</c>.</summary>
internal sealed class Inversion : Node
{
    public Inversion(Node command) => Command = command;

    public readonly Node Command;
}

/// <summary><c>left &amp;&amp; right</c>, <c>left || right</c>.</summary>
internal sealed class AndOr : Node
{
    public AndOr(Node left, Node right, bool isOr)
    {
        Left = left;
        Right = right;
        IsOr = isOr;
    }

    public readonly Node Left;
    public readonly Node Right;
    public readonly bool IsOr;
}

internal sealed class Sequence : Node
{
    public readonly List<Node> Commands = new();
}

/// <summary><c>command &amp;</c>.</summary>
internal sealed class Background : Node
{
    public Background(Node command) => Command = command;

    public readonly Node Command;
}

/// <summary><c>( list )</c>.</summary>
internal sealed class Subshell : Node
{
    public Subshell(Node body) => Body = body;

    public readonly Node Body;
    public List<Redirection>? Redirections;
}

/// <summary>A compound command with redirections of its own.</summary>
internal sealed class Redirected : Node
{
    public Redirected(Node body, List<Redirection> redirections)
    {
        Body = body;
        Redirections = redirections;
    }

    public readonly Node Body;
    public readonly List<Redirection> Redirections;
}

internal sealed class ForLoop : Node
{
    public ForLoop(string variable, List<Word>? words, Node body)
    {
        Variable = variable;
        Words = words;
        Body = body;
    }

    public readonly string Variable;

    /// <summary>Null: the positional parameters.</summary>
    public readonly List<Word>? Words;
    public readonly Node Body;
}

internal sealed class WhileLoop : Node
{
    public WhileLoop(Node condition, Node body, bool isUntil)
    {
        Condition = condition;
        Body = body;
        IsUntil = isUntil;
    }

    public readonly Node Condition;
    public readonly Node Body;
    public readonly bool IsUntil;
}

internal sealed class IfCommand : Node
{
    public IfCommand(Node condition, Node then, Node? otherwise)
    {
        Condition = condition;
        Then = then;
        Otherwise = otherwise;
    }

    public readonly Node Condition;
    public readonly Node Then;
    public readonly Node? Otherwise;
}

internal sealed class CaseCommand : Node
{
    public CaseCommand(Word subject) => Subject = subject;

    public readonly Word Subject;
    public readonly List<CaseItem> Items = new();
}

internal sealed class CaseItem
{
    public readonly List<Word> Patterns = new();
    public Node? Body;

    /// <summary>It ends with <c>;&amp;</c>: the next body runs as well (POSIX.1-2024).</summary>
    public bool FallsThrough;
}

internal sealed class FunctionDefinition : Node
{
    public FunctionDefinition(string name, Node body)
    {
        Name = name;
        Body = body;
    }

    public readonly string Name;
    public readonly Node Body;
}
