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

    internal bool IsTooLarge => Count > MostSteps;

    internal int Add(RegexKind kind, uint value = 0)
    {
        if (Steps != null)
        {
            Steps[Count] = new RegexStep { Kind = kind, Value = value, Next = Count + 1 };
        }

        return Count++;
    }

    internal void Emit(RegexNode* node)
    {
        if (IsTooLarge)
        {
            return;
        }

        switch (node->Kind)
        {
            case RegexKind.Empty:
                break;
            case RegexKind.Join:
                Emit(IsReversed ? node->Right : node->Left);
                Emit(IsReversed ? node->Left : node->Right);
                break;
            case RegexKind.Either:
                EmitEither(node);
                break;
            case RegexKind.Repeat:
                EmitRepeat(node);
                break;
            case RegexKind.Group:
                Add(RegexKind.Save, (uint)(2 * node->Low));
                Emit(node->Left);
                Add(RegexKind.Save, (uint)((2 * node->Low) + 1));
                break;
            default:
                int step = Add(node->Kind, (uint)node->Low);
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

    private void EmitEither(RegexNode* node)
    {
        int split = Add(RegexKind.Split);
        Emit(node->Left);
        int jump = Add(RegexKind.Jump);
        Link(split, split + 1, Count);
        Emit(node->Right);
        Link(jump, Count, 0);
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
