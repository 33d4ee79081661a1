// SPDX-License-Identifier: MIT
using System.Threading;

namespace Skift.Libc;

/// <summary>What searches with one expression keep for each other.</summary>
internal unsafe struct RegexCache
{
    public RegexAlphabet Alphabet;
    public RegexAutomaton Forward;
    public RegexAutomaton Backward;
    public RegexPath Path;
    public RegexDivision Division;
}

/// <summary>
/// Finds a match: one automaton finds where the leftmost longest ends, one where it begins, and only then are groups looked for, between
/// the two. What automata cannot do, for want of memory, with too many states or while another thread has them, <see cref="RegexMachine"/> does.
/// </summary>
internal static unsafe class RegexSearch
{
    /// <summary>Larger expressions have states so large that few fit.</summary>
    private const int MostSteps = 4096;

    /// <summary>0, REG_NOMATCH or REG_ESPACE. <paramref name="best"/> has two slots per group.</summary>
    internal static int Run(in RegexInput input, long* best, int slots, bool anyMatch)
    {
        RegexProgram* program = input.Program;
        if (program->Count > MostSteps || Interlocked.CompareExchange(ref program->IsCacheInUse, 1, 0) != 0)
        {
            return RunAlone(in input, best, slots, anyMatch);
        }

        int status = Prepare(program) ? Run(in input, program->Cache, best, slots, anyMatch) : RunAlone(in input, best, slots, anyMatch);
        Volatile.Write(ref program->IsCacheInUse, 0);
        return status;
    }

    internal static void Free(RegexProgram* program)
    {
        RegexCache* cache = program->Cache;
        if (cache == null) return;
        cache->Forward.Free();
        cache->Backward.Free();
        cache->Path.Free();
        cache->Division.Free();
        C.free(cache);
    }

    private static bool Prepare(RegexProgram* program)
    {
        if (program->Cache != null) return true;
        RegexCache* cache = (RegexCache*)C.calloc(1, (nuint)sizeof(RegexCache));
        if (cache == null) return false;
        cache->Alphabet.Build(program);
        if (!cache->Forward.Initialize(program, program->Steps, &cache->Alphabet, isBackward: false)
            || !cache->Backward.Initialize(program, program->Reversed, &cache->Alphabet, isBackward: true))
        {
            cache->Forward.Free();
            cache->Backward.Free();
            C.free(cache);
            return false;
        }

        program->Cache = cache;
        return true;
    }

    private static int Run(in RegexInput input, RegexCache* cache, long* best, int slots, bool anyMatch)
    {
        byte* start = null;
        byte* end = cache->Forward.FindEnd(in input, anyMatch);
        bool isSure = end != null || !cache->Forward.HasStopped;
        if (isSure && (end == null || anyMatch)) return end == null ? RegexNumber.REG_NOMATCH : 0;
        if (isSure) start = cache->Backward.FindStart(in input, end);
        if (start == null) return RunAlone(in input, best, slots, anyMatch);
        if (slots > 2 && !(cache->Path.Initialize(input.Program, &cache->Alphabet) && cache->Path.Trace(in input, start, end, best, slots)))
        {
            bool isDivided = input.Program->HasTurns && cache->Division.Initialize(input.Program)
                && cache->Division.Trace(in input, start, end, best, slots);
            if (!isDivided) return RegexMachine.Run(input, best, slots, false, start, end);
        }

        best[0] = start - input.Start;
        best[1] = end - input.Start;
        return 0;
    }

    /// <summary>Without what searches keep for each other.</summary>
    private static int RunAlone(in RegexInput input, long* best, int slots, bool anyMatch)
    {
        int status = RegexMachine.Run(input, best, slots, anyMatch, null, null);
        if (status != 0 || slots <= 2 || !input.Program->HasTurns) return status;
        RegexDivision division = default;
        long* divided = (long*)C.reallocarray(null, (nuint)slots, sizeof(long));
        if (divided != null && division.Initialize(input.Program) && division.Trace(in input, input.Start + best[0], input.Start + best[1], divided, slots))
        {
            C.memcpy(best + 2, divided + 2, (nuint)(slots - 2) * sizeof(long));
        }

        division.Free();
        C.free(divided);
        return 0;
    }
}
