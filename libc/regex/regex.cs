// SPDX-License-Identifier: MIT
using System.Runtime;
using static Skift.Libc.RegexNumber;

namespace Skift.Libc;

/// <summary>regex.h (POSIX.1-2008 regcomp()).</summary>
public static unsafe partial class C
{
    /// <summary>C's regex_t.</summary>
    public struct Regex
    {
        public nuint Groups;
        internal RegexProgram* Program;
        private fixed ulong _unused[6];
    }

    /// <summary>C's regmatch_t.</summary>
    public struct RegexMatch
    {
        public long Start;
        public long End;
    }

    /// <summary>Answers 0 or one of REG_BADPAT to REG_BADRPT; nothing is left behind then.</summary>
    [RuntimeExport("regcomp")]
    public static int regcomp(Regex* regex, byte* pattern, int flags)
    {
        *regex = default;
        nuint length = strlen(pattern);
        int room = length > 1_000_000 ? 0 : (int)((length * 3) + 8);
        RegexNode* nodes = (RegexNode*)reallocarray(null, (nuint)room, (nuint)sizeof(RegexNode));
        byte* copy = strdup(pattern);
        if (nodes == null || copy == null || room == 0)
        {
            free(nodes);
            free(copy);
            return REG_ESPACE;
        }

        RegexParser parser = RegexParser.For(copy, (flags & REG_EXTENDED) != 0, nodes, room);
        RegexNode* all = parser.ParseAll();
        int status = parser.Error != 0 ? parser.Error : Compile(regex, all, ref parser, flags, copy, length);
        free(nodes);
        free(copy);
        return status;
    }

    private static int Compile(Regex* regex, RegexNode* all, ref RegexParser parser, int flags, byte* copy, nuint length)
    {
        RegexPlaces places = default;
        places.Number(all);
        RegexCompiler compiler = new() { LastPlace = places.Last };
        compiler.Emit(all);
        if (compiler.IsTooLarge)
        {
            return REG_ESPACE;
        }

        int count = compiler.Count + 1;
        nuint size = (nuint)count * (nuint)sizeof(RegexStep);
        RegexProgram* program = (RegexProgram*)malloc((nuint)sizeof(RegexProgram) + (2 * size) + (((nuint)parser.Groups + 1) * sizeof(int)) + length + 1);
        if (program == null)
        {
            return REG_ESPACE;
        }

        RegexStep* steps = (RegexStep*)(program + 1);
        *program = new RegexProgram
        {
            Steps = steps,
            Reversed = steps + count,
            Count = count,
            Loops = compiler.Loops,
            Groups = parser.Groups,
            Places = (int*)(steps + (2 * count)),
            Flags = flags,
            HasBackReferences = parser.HasBackReferences,
            HasTurns = RegexDivision.IsNeeded(all),
        };
        byte* text = program->Pattern = (byte*)(program->Places + parser.Groups + 1);
        memcpy(text, copy, length + 1);
        program->Places[0] = 0;
        places = new RegexPlaces { Places = program->Places };
        places.Number(all);
        parser.FindAscii(flags);
        compiler = new RegexCompiler { Steps = steps, Places = program->Places, LastPlace = places.Last };
        compiler.Emit(all);
        compiler.Add(RegexKind.Match);
        compiler = new RegexCompiler { Steps = program->Reversed, IsReversed = true, Places = program->Places, LastPlace = places.Last };
        compiler.Emit(all);
        compiler.Add(RegexKind.Match);
        for (RegexStep* step = steps; step < steps + (2 * count); step++)
        {
            if (step->Start >= copy && step->Start <= copy + length)
            {
                step->Start = text + (step->Start - copy);
                step->End = text + (step->End - copy);
            }
        }

        RegexAscii.FindFirst(program);
        regex->Groups = (nuint)parser.Groups;
        regex->Program = program;
        return 0;
    }

    [RuntimeExport("regexec")]
    public static int regexec(Regex* regex, byte* text, nuint count, RegexMatch* matches, int flags)
    {
        RegexProgram* program = regex->Program;
        bool hasRange = (flags & REG_STARTEND) != 0;
        RegexInput input = new() { Program = program, Flags = flags, Start = hasRange ? text + matches->Start : text };
        input.End = hasRange ? text + matches->End : text + strlen(text);
        bool wantsNone = (program->Flags & REG_NOSUB) != 0;
        count = wantsNone ? 0 : count;
        nuint wanted = count == 0 ? 1 : count > (nuint)program->Groups + 1 ? (nuint)program->Groups + 1 : count;
        int slots = 2 * (program->Places[program->HasBackReferences ? program->Groups : (int)wanted - 1] + 1);
        const int Usual = 40;
        long* few = stackalloc long[Usual];
        long* best = slots <= Usual ? few : (long*)reallocarray(null, (nuint)slots, 8);
        if (best == null)
        {
            return REG_ESPACE;
        }

        int status = program->HasBackReferences ? RegexBacktracker.Run(input, best, slots) : RegexSearch.Run(in input, best, slots, count == 0);
        for (nuint i = 0; status == 0 && i < count; i++)
        {
            long* found = best + (i < wanted ? 2 * program->Places[i] : 0);
            bool isSet = i < wanted && found[0] >= 0 && found[1] >= 0;
            long shift = input.Start - text;
            matches[i].Start = isSet ? found[0] + shift : -1;
            matches[i].End = isSet ? found[1] + shift : -1;
        }

        if (best != few) free(best);
        return status;
    }

    [RuntimeExport("regfree")]
    public static void regfree(Regex* regex)
    {
        RegexProgram* program = regex->Program;
        if (program == null) return;
        RegexSearch.Free(program);
        free(program);
        regex->Program = null;
    }

    /// <summary>The length that the whole text needs.</summary>
    [RuntimeExport("regerror")]
    public static nuint regerror(int error, Regex* regex, byte* buffer, nuint size)
    {
        byte* text = error switch
        {
            0 => Literal("Success"u8),
            REG_NOMATCH => Literal("No match"u8),
            REG_BADPAT => Literal("Invalid regular expression"u8),
            REG_ECOLLATE => Literal("Invalid collation character"u8),
            REG_ECTYPE => Literal("Invalid character class name"u8),
            REG_EESCAPE => Literal("Trailing backslash"u8),
            REG_ESUBREG => Literal("Invalid back reference"u8),
            REG_EBRACK => Literal("Unmatched [, [^, [:, [., or [="u8),
            REG_EPAREN => Literal("Unmatched ( or \\("u8),
            REG_EBRACE => Literal("Unmatched \\{"u8),
            REG_BADBR => Literal("Invalid content of \\{\\}"u8),
            REG_ERANGE => Literal("Invalid range end"u8),
            REG_ESPACE => Literal("Memory exhausted"u8),
            REG_BADRPT => Literal("Invalid preceding regular expression"u8),
            _ => Literal("Unknown error"u8),
        };
        if (size > 0)
        {
            _ = strlcpy(buffer, text, size);
        }

        return strlen(text) + 1;
    }
}
