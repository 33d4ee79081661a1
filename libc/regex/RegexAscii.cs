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
            for (uint c = 0; step.IsReader && c < 128; c++)
            {
                if (step.Accepts(c, flags)) node->Ascii.Add(c);
            }
        }
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
