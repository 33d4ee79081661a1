// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>What is worked out once for each expression, so that most characters cost a look at a bit.</summary>
internal static unsafe class RegexAscii
{
    /// <summary>Gives each node that takes a character its set.</summary>
    internal static void Prepare(RegexNode* nodes, int count, int flags)
    {
        for (RegexNode* node = nodes; node < nodes + count; node++)
        {
            RegexStep step = new() { Kind = node->Kind, Value = (uint)node->Low, Start = node->Start, End = node->End };
            if (!step.IsReader || TryPrepareSimple(node, flags)) continue;
            for (uint c = 0; c < 128; c++)
            {
                if (step.Accepts(c, flags)) node->Ascii.Add(c);
            }
        }
    }

    /// <summary>The usual ones without asking for each character: no folding of cases, no names in brackets, nothing beyond ASCII.</summary>
    private static bool TryPrepareSimple(RegexNode* node, int flags)
    {
        if ((flags & RegexNumber.REG_ICASE) != 0) return false;
        bool hasLines = (flags & RegexNumber.REG_NEWLINE) != 0;
        switch (node->Kind)
        {
            case RegexKind.Character:
                if (node->Low is >= 0 and < 128) node->Ascii.Add((uint)node->Low);
                return true;
            case RegexKind.Any:
                node->Ascii.Invert();
                if (hasLines) node->Ascii.Remove('\n');
                return true;
            default:
                return TryPrepareBracket(node, hasLines);
        }
    }

    private static bool TryPrepareBracket(RegexNode* node, bool hasLines)
    {
        AsciiSet set = default;
        byte* end = node->End - 1;
        bool isNegated = node->Start[1] == '^';
        for (byte* p = node->Start + (isNegated ? 2 : 1); p < end; p++)
        {
            byte low = *p;
            byte high = low;
            if (p[1] == '-' && p + 2 < end)
            {
                p += 2;
                high = *p;
            }

            if ((low | high) >= 128 || low == '[' || high == '[') return false;
            for (uint c = low; c <= high; c++) set.Add(c);
        }

        if (isNegated) set.Invert();
        if (isNegated && hasLines) set.Remove('\n');
        node->Ascii = set;
        return true;
    }

    /// <summary>Follows all that reads nothing from the first step on; assertions count as held. Without memory there is no such set.</summary>
    internal static void FindFirst(RegexProgram* program)
    {
        // Which steps were met, and those of them still to be looked at.
        byte* isMet = (byte*)C.calloc((nuint)program->Count, 1);
        if (isMet == null) return;
        int* waiting = (int*)C.malloc((nuint)program->Count * sizeof(int));
        int count = 0;
        bool isKnown = waiting != null;
        if (isKnown) Meet(isMet, waiting, ref count, 0);
        while (isKnown && count > 0)
        {
            RegexStep* step = program->Steps + waiting[--count];
            if (step->IsReader)
            {
                program->First.Add(in step->Ascii);
                continue;
            }

            isKnown = step->Kind is not (RegexKind.Match or RegexKind.BackReference);
            // Behind the last step, which is a match, there is no other.
            if (!isKnown) break;
            Meet(isMet, waiting, ref count, step->Next);
            if (step->Kind == RegexKind.Split) Meet(isMet, waiting, ref count, step->Other);
        }

        program->HasFirst = isKnown;
        C.free(waiting);
        C.free(isMet);
    }

    private static void Meet(byte* isMet, int* waiting, ref int count, int step)
    {
        if (isMet[step] != 0) return;
        isMet[step] = 1;
        waiting[count++] = step;
    }
}
