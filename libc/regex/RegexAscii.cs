// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>What is worked out once for each expression, so that most characters cost a look at a bit.</summary>
internal static unsafe class RegexAscii
{
    internal static void Prepare(RegexProgram* program)
    {
        RegexInput input = new() { Program = program };
        RegexStep* last = null;
        for (RegexStep* step = program->Steps; step < program->Steps + program->Count; step++)
        {
            if (!IsReader(step)) continue;
            // The copies that counted repetitions make follow each other.
            if (last != null && last->Kind == step->Kind && last->Start == step->Start && last->Value == step->Value)
            {
                step->Ascii = last->Ascii;
                continue;
            }

            last = step;
            for (uint c = 0; c < 128; c++)
            {
                if (input.Accepts(step, c)) step->Ascii.Add(c);
            }
        }

        FindFirst(program);
    }

    private static bool IsReader(RegexStep* step) => step->Kind is RegexKind.Character or RegexKind.Any or RegexKind.Bracket;

    /// <summary>Follows all that reads nothing from the first step on; assertions count as held. Without memory there is no such set.</summary>
    private static void FindFirst(RegexProgram* program)
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
            if (IsReader(step))
            {
                program->First.Add(in step->Ascii);
                continue;
            }

            isKnown = step->Kind is not (RegexKind.Match or RegexKind.BackReference);
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
