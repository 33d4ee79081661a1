// SPDX-License-Identifier: MIT
using static Skift.Libc.RegexNumber;

namespace Skift.Libc;

/// <summary>From nodes to steps. Without memory it only counts them.</summary>
internal unsafe struct RegexCompiler
{
    internal RegexStep* Steps;
    internal int Count;
    internal int Loops;

    /// <summary>The parts of a row come last first, so that the text is read from its end.</summary>
    internal bool IsReversed;

    /// <summary>Where the groups are that are numbered; groups behind the last of them need not be.</summary>
    internal int* Places;
    internal int LastPlace;

    internal bool IsTooLarge => Count > MostSteps;

    internal int Add(RegexKind kind, uint value = 0)
    {
        if (Steps != null)
        {
            Steps[Count] = new RegexStep { Kind = kind, Value = value, Next = Count + 1 };
        }

        return Count++;
    }

    /// <summary>The nodes learn where their steps are.</summary>
    internal void Emit(RegexNode* node)
    {
        int from = Count;
        EmitSteps(node);
        RegexRange steps = new() { From = from, To = Count };
        if (IsReversed) node->Reversed = steps;
        else node->Forward = steps;
    }

    private void EmitSteps(RegexNode* node)
    {
        for (; node->Kind == RegexKind.Join && !IsTooLarge; node = IsReversed ? node->Left : node->Right)
        {
            Straighten(node, IsReversed);
            Emit(IsReversed ? node->Right : node->Left);
        }

        if (IsTooLarge)
        {
            return;
        }

        switch (node->Kind)
        {
            case RegexKind.Empty:
                break;
            case RegexKind.Either:
                EmitEither(node);
                break;
            case RegexKind.Repeat:
                EmitRepeat(node);
                break;
            case RegexKind.Group:
                EmitGroup(node);
                break;
            default:
                int step = Add(node->Kind, (uint)(node->Kind == RegexKind.BackReference && Places != null ? Places[node->Low] : node->Low));
                if (Steps != null)
                {
                    Steps[step].Start = node->Start;
                    Steps[step].End = node->End;
                    Steps[step].Ascii = node->Ascii;
                }

                break;
        }
    }

    private readonly void Link(int step, int next, int other)
    {
        if (Steps != null)
        {
            Steps[step].Next = next;
            Steps[step].Other = other;
        }
    }

    /// <summary>
    /// Makes the left part of a row (or, with <paramref name="toLeft"/>, the right one) no row itself. What is parsed leans to one side as deep
    /// as the expression is long: rows are followed in a loop, not by recursion, which a thread's stack has no room for.
    /// </summary>
    internal static void Straighten(RegexNode* node, bool toLeft = false)
    {
        RegexNode* part = toLeft ? node->Right : node->Left;
        while (part->Kind == node->Kind)
        {
            if (toLeft)
            {
                node->Right = part->Right;
                part->Right = part->Left;
                part->Left = node->Left;
                node->Left = part;
                part = node->Right;
            }
            else
            {
                node->Left = part->Left;
                part->Left = part->Right;
                part->Right = node->Right;
                node->Right = part;
                part = node->Left;
            }
        }
    }

    private void EmitGroup(RegexNode* node)
    {
        if (node->Low > LastPlace)
        {
            Emit(node->Left);
            return;
        }

        int begin = Add(RegexKind.Save, (uint)(2 * node->Low));
        Link(begin, begin + 1, node->High);
        Emit(node->Left);
        Add(RegexKind.Save, (uint)((2 * node->Low) + 1));
    }

    private void EmitEither(RegexNode* node)
    {
        // The jumps to the end form a chain until it is known.
        int jumps = -1;
        for (; node->Kind == RegexKind.Either && !IsTooLarge; node = node->Right)
        {
            Straighten(node);
            int split = Add(RegexKind.Split);
            Emit(node->Left);
            int jump = Add(RegexKind.Jump);
            Link(jump, jumps, 0);
            jumps = jump;
            Link(split, split + 1, Count);
        }

        Emit(node);
        while (Steps != null && jumps >= 0)
        {
            int next = Steps[jumps].Next;
            Link(jumps, Count, 0);
            jumps = next;
        }
    }

    private void EmitRepeat(RegexNode* node)
    {
        for (int i = 0; i < node->Low && !IsTooLarge; i++)
        {
            Emit(node->Left);
        }

        if (node->High == Unlimited)
        {
            int split = Add(RegexKind.Split);
            Add(RegexKind.Progress, (uint)Loops++);
            Emit(node->Left);
            int jump = Add(RegexKind.Jump);
            Link(jump, split, 0);
            Link(split, split + 1, Count);
            return;
        }

        // Each optional copy, if left out, skips the rest too.
        int first = Count;
        for (int i = node->Low; i < node->High && !IsTooLarge; i++)
        {
            Add(RegexKind.Split, uint.MaxValue);
            Emit(node->Left);
        }

        for (int i = first; Steps != null && i < Count; i++)
        {
            if (Steps[i].Kind == RegexKind.Split && Steps[i].Value == uint.MaxValue)
            {
                Link(i, i + 1, Count);
                Steps[i].Value = 0;
            }
        }
    }
}
