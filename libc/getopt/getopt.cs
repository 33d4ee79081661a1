// SPDX-License-Identifier: MIT
using System;
using System.Runtime;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Skift.Libc;

/// <summary>getopt, getopt_long and getopt_long_only, with GNU's permutation of arguments.</summary>
public static unsafe partial class C
{
    [StructLayout(LayoutKind.Sequential)]
    public struct LongOption
    {
        public byte* name;
        public int has_arg;
        private int _padding;
        public int* flag;
        public int val;
        private int _padding2;
    }

    /// <summary>optind, opterr, optopt, optarg, optreset: data of the C ABI, side by side in <c>cstart/Getopt.S</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct OptionState
    {
        public int Index;
        public int Reports;
        public int Option;
        private int _padding;
        public byte* Argument;

        /// <summary>The next letter in a cluster like -abc.</summary>
        public byte* Cluster;

        /// <summary>Where the operands skipped before the present option begin, and where that option is.</summary>
        public int First;
        public int Found;

        /// <summary>BSD's optreset.</summary>
        public int Reset;
    }

    [RuntimeExport("getopt")]
    public static int getopt(int count, byte** arguments, byte* letters) => NextOption(count, arguments, letters, null, null, false);

    [RuntimeExport("getopt_long")]
    public static int getopt_long(int count, byte** arguments, byte* letters, LongOption* longs, int* index) =>
        NextOption(count, arguments, letters, longs, index, false);

    [RuntimeExport("getopt_long_only")]
    public static int getopt_long_only(int count, byte** arguments, byte* letters, LongOption* longs, int* index) =>
        NextOption(count, arguments, letters, longs, index, true);

    private static int NextOption(int count, byte** arguments, byte* letters, LongOption* longs, int* index, bool isLongOnly)
    {
        OptionState* state = GetoptStubs.State();
        state->Argument = null;
        if (state->Index == 0 || state->Reset != 0)
        {
            state->Index = 1;
            state->Reset = 0;
            state->Cluster = null;
        }

        if (state->Cluster != null && *state->Cluster != 0)
        {
            int letter = Letter(state, count, arguments, letters);
            Permute(state, arguments);
            return letter;
        }

        bool stopsAtOperand = *letters == '+' || getenv(Literal("POSIXLY_CORRECT"u8)) != null;
        int first = state->Index;
        int found = first;
        if (!stopsAtOperand && *letters != '-')
        {
            while (found < count && (arguments[found][0] != '-' || arguments[found][1] == 0))
            {
                found++;
            }
        }

        if (found >= count)
        {
            return -1;
        }

        byte* argument = arguments[found];
        if (*argument != '-' || argument[1] == 0)
        {
            if (*letters != '-')
            {
                return -1;
            }

            // "-" in front of the letters: an operand is the argument of option number 1.
            state->Index++;
            state->Argument = argument;
            return 1;
        }

        state->Index = found;
        state->First = first;
        state->Found = found;
        int result;
        if (argument[1] == '-' && argument[2] == 0)
        {
            state->Index++;
            result = -1;
        }
        else if (longs != null && (argument[1] == '-' || (isLongOnly && (argument[2] != 0 || strchr(letters, argument[1]) == null))))
        {
            result = Long(state, count, arguments, letters, longs, index, isLongOnly);
        }
        else
        {
            state->Cluster = argument + 1;
            result = Letter(state, count, arguments, letters);
        }

        Permute(state, arguments);
        return result;
    }

    /// <summary>Moves what was just read in front of the operands that were skipped, once the whole cluster is read.</summary>
    private static void Permute(OptionState* state, byte** arguments)
    {
        int first = state->First;
        int found = state->Found;
        int taken = state->Index - found;
        if (found == first || taken <= 0)
        {
            return;
        }

        for (int moved = 0; moved < taken; moved++)
        {
            byte* argument = arguments[found + moved];
            for (int i = found + moved; i > first + moved; i--)
            {
                arguments[i] = arguments[i - 1];
            }

            arguments[first + moved] = argument;
        }

        state->Index -= found - first;
    }

    private static int Letter(OptionState* state, int count, byte** arguments, byte* letters)
    {
        byte letter = *state->Cluster++;
        bool isLast = *state->Cluster == 0;
        bool returnsColon = *letters == ':' || ((*letters is (byte)'+' or (byte)'-') && letters[1] == ':');
        byte* place = letter == ':' || letter == ';' ? null : strchr(letters, letter);
        if (place == null)
        {
            state->Option = letter;
            state->Index += isLast ? 1 : 0;
            ReportOption(state, arguments, letters, "invalid option -- '"u8, &letter, 1);
            return '?';
        }

        if (place[1] != ':')
        {
            state->Index += isLast ? 1 : 0;
            return letter;
        }

        state->Index++;
        if (!isLast)
        {
            state->Argument = state->Cluster;
        }
        else if (place[2] != ':')
        {
            if (state->Index >= count)
            {
                state->Option = letter;
                state->Cluster = null;
                ReportOption(state, arguments, letters, "option requires an argument -- '"u8, &letter, 1);
                return returnsColon ? ':' : '?';
            }

            state->Argument = arguments[state->Index++];
        }

        state->Cluster = null;
        return letter;
    }

    private static int Long(OptionState* state, int count, byte** arguments, byte* letters, LongOption* longs, int* index, bool isLongOnly)
    {
        byte* argument = arguments[state->Index];
        byte* name = argument + (argument[1] == '-' ? 2 : 1);
        nuint length = (nuint)(strchrnul(name, '=') - name);
        LongOption* match = null;
        bool isExact = false;
        bool isAmbiguous = false;
        for (LongOption* candidate = longs; candidate->name != null && !isExact; candidate++)
        {
            if (strncmp(candidate->name, name, length) != 0)
            {
                continue;
            }

            isExact = candidate->name[length] == 0;
            isAmbiguous |= match != null && (match->has_arg != candidate->has_arg || match->flag != candidate->flag || match->val != candidate->val);
            match = isExact || match == null ? candidate : match;
        }

        if (match == null && isLongOnly && argument[1] != '-' && strchr(letters, argument[1]) != null)
        {
            state->Cluster = argument + 1;
            return Letter(state, count, arguments, letters);
        }

        state->Index++;
        state->Option = 0;
        if (match == null || (isAmbiguous && !isExact))
        {
            ReportOption(state, arguments, letters, match == null ? "unrecognized option '"u8 : "ambiguous option -- '"u8, argument, strlen(argument));
            return '?';
        }

        bool returnsColon = *letters == ':' || ((*letters is (byte)'+' or (byte)'-') && letters[1] == ':');
        if (name[length] == '=')
        {
            if (match->has_arg == 0)
            {
                state->Option = match->val;
                ReportOption(state, arguments, letters, "option does not take an argument -- '"u8, match->name, strlen(match->name));
                return '?';
            }

            state->Argument = name + length + 1;
        }
        else if (match->has_arg == 1)
        {
            if (state->Index >= count)
            {
                state->Option = match->val;
                ReportOption(state, arguments, letters, "option requires an argument -- '"u8, match->name, strlen(match->name));
                return returnsColon ? ':' : '?';
            }

            state->Argument = arguments[state->Index++];
        }

        if (index != null)
        {
            *index = (int)(match - longs);
        }

        if (match->flag != null)
        {
            *match->flag = match->val;
            return 0;
        }

        return match->val;
    }

    private static void ReportOption(OptionState* state, byte** arguments, byte* letters, ReadOnlySpan<byte> text, byte* name, nuint length)
    {
        bool isSilent = *letters == ':' || ((*letters is (byte)'+' or (byte)'-') && letters[1] == ':');
        if (state->Reports == 0 || isSilent)
        {
            return;
        }

        FILE* error = StdioStubs.Error();
        _ = fputs(arguments[0], error);
        _ = fputs(Literal(": "u8), error);
        _ = fputs(Literal(text), error);
        _ = fwrite(name, 1, length, error);
        _ = fputs(Literal("'\n"u8), error);
    }
}

/// <summary>Where getopt's variables are.</summary>
internal static unsafe class GetoptStubs
{
    [RuntimeImport("*", "skift_getopt")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern C.OptionState* State();
}
