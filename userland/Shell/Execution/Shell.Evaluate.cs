// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Sh.Expansion;
using Skift.Sh.Syntax;

namespace Skift.Sh.Execution;

[Flags]
internal enum EvaluationFlags
{
    None = 0,

    /// <summary>The status is looked at by what surrounds the command, so <c>set -e</c> does not apply (POSIX.1-2024 XCU set).</summary>
    IsTested = 1,

    /// <summary>The process ends with this command: a program may replace the shell instead of being waited for.</summary>
    Exits = 2,
}

/// <summary>What is being left without evaluating the rest.</summary>
internal enum SkipKind
{
    None,
    Break,
    Continue,

    /// <summary>A function or a file read with <c>.</c>.</summary>
    Return,
}

/// <summary>Evaluation of compound commands (POSIX.1-2024 XCU 2.9).</summary>
internal sealed partial class Shell
{
    private bool _isInErrorTrap;

    public SkipKind Skip { get; set; }

    /// <summary>How many loops <c>break</c> or <c>continue</c> still leaves.</summary>
    public int SkipCount { get; set; }

    public int LoopDepth { get; set; }

    public int FunctionDepth { get; set; }

    /// <summary>Evaluates a command and sets <see cref="LastStatus"/>.</summary>
    public int Evaluate(Node? node, EvaluationFlags flags)
    {
        if (node == null || Options.NoExec)
        {
            return 0;
        }

        Traps.RunPending();
        if (Skip != SkipKind.None)
        {
            return LastStatus;
        }

        EvaluationFlags tested = flags & EvaluationFlags.IsTested;
        bool checksExit = false;
        int status = 0;
        switch (node)
        {
            case SimpleCommand command:
                status = EvaluateSimple(command, flags);
                checksExit = true;
                break;
            case Sequence sequence:
                return EvaluateSequence(sequence, flags);
            case AndOr list:
                return EvaluateAndOr(list, flags);
            case IfCommand command:
                return EvaluateIf(command, flags);
            case Pipeline pipeline:
                status = EvaluatePipeline(pipeline, flags);
                checksExit = true;
                break;
            case Inversion inversion:
                status = Evaluate(inversion.Command, EvaluationFlags.IsTested) == 0 ? 1 : 0;
                break;
            case Subshell subshell:
                status = EvaluateSubshell(subshell, flags);
                checksExit = true;
                break;
            case Background background:
                status = EvaluateBackground(background);
                break;
            case Redirected redirected:
                status = EvaluateRedirected(redirected, tested);
                break;
            case ForLoop loop:
                status = EvaluateFor(loop, tested);
                break;
            case WhileLoop loop:
                status = EvaluateWhile(loop, tested);
                break;
            case CaseCommand command:
                status = EvaluateCase(command, flags);
                break;
            case FunctionDefinition function:
                Functions[function.Name] = function;
                break;
        }

        LastStatus = status;

        // Traps come before the exit that set -e causes.
        Traps.RunPending();
        if (checksExit && status != 0 && tested == EvaluationFlags.None)
        {
            CheckErrorExit();
        }

        return LastStatus;
    }

    private void CheckErrorExit()
    {
        if (Traps.ErrorAction is { Length: > 0 } action && !_isInErrorTrap)
        {
            int status = LastStatus;
            _isInErrorTrap = true;
            RunText(action);
            _isInErrorTrap = false;
            LastStatus = status;
        }

        if (Options.ErrExit)
        {
            throw new ExitRequest(LastStatus);
        }
    }

    private int EvaluateSequence(Sequence sequence, EvaluationFlags flags)
    {
        int status = 0;
        for (int i = 0; i < sequence.Commands.Count; i++)
        {
            bool isLast = i == sequence.Commands.Count - 1;
            status = Evaluate(sequence.Commands[i], isLast ? flags : flags & EvaluationFlags.IsTested);
            if (Skip != SkipKind.None)
            {
                break;
            }
        }

        return status;
    }

    private int EvaluateAndOr(AndOr list, EvaluationFlags flags)
    {
        // The lists lean to the left; a loop, so that a long one needs no deep stack.
        Stack<AndOr> chain = new();
        Node first = list;
        while (first is AndOr inner)
        {
            chain.Push(inner);
            first = inner.Left;
        }

        int status = Evaluate(first, EvaluationFlags.IsTested);
        while (chain.Count > 0 && Skip == SkipKind.None)
        {
            AndOr next = chain.Pop();
            if ((status == 0) != next.IsOr)
            {
                status = Evaluate(next.Right, chain.Count > 0 ? EvaluationFlags.IsTested : flags);
            }
        }

        return status;
    }

    private int EvaluateIf(IfCommand command, EvaluationFlags flags)
    {
        int status = Evaluate(command.Condition, EvaluationFlags.IsTested);
        if (Skip != SkipKind.None)
        {
            return status;
        }

        if (status == 0)
        {
            return Evaluate(command.Then, flags);
        }

        if (command.Otherwise != null)
        {
            return Evaluate(command.Otherwise, flags);
        }

        LastStatus = 0;
        return 0;
    }

    private int EvaluateFor(ForLoop loop, EvaluationFlags tested)
    {
        Line = loop.Line;
        List<string> words = new();
        if (loop.Words == null)
        {
            words.AddRange(Positional);
        }
        else
        {
            for (int i = 0; i < loop.Words.Count; i++)
            {
                Expander.ExpandFields(loop.Words[i], words);
            }
        }

        int status = 0;
        LoopDepth++;
        for (int i = 0; i < words.Count; i++)
        {
            Variables.Set(loop.Variable, words[i]);
            status = Evaluate(loop.Body, tested);
            if (!ContinuesLoop())
            {
                break;
            }
        }

        LoopDepth--;
        return status;
    }

    private int EvaluateWhile(WhileLoop loop, EvaluationFlags tested)
    {
        int status = 0;
        LoopDepth++;
        while (true)
        {
            int condition = Evaluate(loop.Condition, EvaluationFlags.IsTested);
            if (Skip != SkipKind.None)
            {
                // "while return 2" and the like: the status of the condition is that of the loop.
                status = Skip == SkipKind.Return ? condition : status;
                if (ContinuesLoop())
                {
                    continue;
                }

                break;
            }

            if ((condition == 0) == loop.IsUntil)
            {
                break;
            }

            status = Evaluate(loop.Body, tested);
            if (!ContinuesLoop())
            {
                break;
            }
        }

        LoopDepth--;
        return status;
    }

    /// <summary>Takes one loop off a pending <c>break</c> or <c>continue</c>.</summary>
    private bool ContinuesLoop()
    {
        if (Skip is SkipKind.None or SkipKind.Return)
        {
            return Skip == SkipKind.None;
        }

        bool isContinue = Skip == SkipKind.Continue;
        if (--SkipCount > 0)
        {
            return false;
        }

        Skip = SkipKind.None;
        return isContinue;
    }

    private int EvaluateCase(CaseCommand command, EvaluationFlags flags)
    {
        Line = command.Line;
        string subject = Expander.ExpandText(command.Subject);
        for (int i = 0; i < command.Items.Count; i++)
        {
            if (!MatchesItem(command.Items[i], subject))
            {
                continue;
            }

            int status = 0;
            bool goesOn = true;
            for (; goesOn && i < command.Items.Count && Skip == SkipKind.None; i++)
            {
                // An empty body leaves the status alone until the command as a whole sets it to 0.
                status = command.Items[i].Body == null ? 0 : Evaluate(command.Items[i].Body, flags);
                goesOn = command.Items[i].FallsThrough;
            }

            return status;
        }

        return 0;
    }

    private bool MatchesItem(CaseItem item, string subject)
    {
        for (int i = 0; i < item.Patterns.Count; i++)
        {
            if (Pattern.Matches(Expander.ExpandPattern(item.Patterns[i]), subject))
            {
                return true;
            }
        }

        return false;
    }

    private int EvaluateRedirected(Redirected redirected, EvaluationFlags tested)
    {
        Line = redirected.Line;
        RedirectionScope scope = Files.Open();
        try
        {
            int status = Files.TryApply(redirected.Redirections, scope);
            return status != 0 ? status : Evaluate(redirected.Body, tested);
        }
        finally
        {
            Files.Restore(scope);
        }
    }
}
