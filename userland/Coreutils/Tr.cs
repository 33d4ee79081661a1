// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Tr
{
    public const string Help = """
        Usage: tr [-cCds] [-t] SET1 [SET2]
        Replaces, deletes or squeezes bytes from standard input.
          -d, --delete           delete those of SET1
          -s, --squeeze-repeats  one for each run of the same, of the last SET
          -c, -C, --complement   all that are not in SET1
          -t, --truncate-set1    make SET1 as short as SET2
        A SET has characters, ranges a-z, escapes \n \t \\ \NNN, classes [:alpha:], [=x=], and [x*N] in SET2.

        """;

    private static readonly LongOption[] s_options = [new("delete", 'd'), new("squeeze-repeats", 's'), new("complement", 'c'), new("truncate-set1", 't')];

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        OptionParser options = new("+dscCt", s_options, args, io);
        bool deletes = false;
        bool squeezes = false;
        bool complements = false;
        bool truncates = false;
        while (options.Next(out int option))
        {
            deletes |= option == 'd';
            squeezes |= option == 's';
            complements |= option is 'c' or 'C';
            truncates |= option == 't';
        }

        if (options.IsDone) return options.Status;

        string[] sets = options.Operands;
        int wanted = deletes == squeezes ? 2 : 1;
        if (sets.Length == 0) return io.FailUsage("missing operand");

        if (sets.Length < wanted) return io.FailUsage($"missing operand after '{sets[0]}'");

        if (sets.Length > (deletes && !squeezes ? 1 : 2)) return io.FailUsage($"extra operand '{sets[^1]}'");

        if (!TrSet.TryParse(sets[0], 0, out List<byte> first, out string wrong)) return io.Fail(wrong);

        first = complements ? TrSet.Complement(first) : first;
        List<byte> second = [];
        if (sets.Length == 2 && !TrSet.TryParse(sets[1], first.Count, out second, out wrong)) return io.Fail(wrong);

        bool translates = sets.Length == 2 && !deletes;
        if (translates && second.Count == 0) return io.Fail("when not truncating set1, string2 must be non-empty");

        byte[] map = translates ? Map(first, second, truncates) : Identity();
        bool[] deleted = Members(deletes ? first : []);
        bool[] squeezed = Members(!squeezes ? [] : sets.Length == 2 ? second : first);
        return Filter(map, deleted, squeezed, io);
    }

    private static byte[] Identity()
    {
        byte[] map = new byte[256];
        for (int i = 0; i < map.Length; i++)
        {
            map[i] = (byte)i;
        }

        return map;
    }

    /// <summary>The last of the second set stands for all that the first has more.</summary>
    private static byte[] Map(List<byte> first, List<byte> second, bool truncates)
    {
        byte[] map = Identity();
        int count = truncates ? Math.Min(first.Count, second.Count) : first.Count;
        for (int i = 0; i < count; i++)
        {
            map[first[i]] = second[Math.Min(i, second.Count - 1)];
        }

        return map;
    }

    private static bool[] Members(List<byte> set)
    {
        bool[] members = new bool[256];
        foreach (byte b in set)
        {
            members[b] = true;
        }

        return members;
    }

    private static int Filter(byte[] map, bool[] deleted, bool[] squeezed, ToolIO io)
    {
        byte[] buffer = new byte[65536];
        _ = FileInput.TryOpen("-", io, out FileInput input);
        int previous = -1;
        Errno error;
        while ((error = input.Read(buffer, out int count)) == Errno.None && count > 0 && io.Out.Error == Errno.None)
        {
            int kept = 0;
            foreach (byte b in buffer.AsSpan(0, count))
            {
                byte mapped = map[b];
                if (!deleted[b] && (mapped != previous || !squeezed[mapped]))
                {
                    // Never ahead of the byte being read.
                    buffer[kept++] = mapped;
                    previous = mapped;
                }
            }

            io.Out.WriteBytes(buffer.AsSpan(0, kept));
        }

        return error == Errno.None ? 0 : io.Fail("read error", error);
    }
}

/// <summary>A set of tr as the list of its bytes in order.</summary>
internal static class TrSet
{
    /// <param name="padTo">How long <c>[x*]</c> makes the set.</param>
    public static bool TryParse(string text, int padTo, out List<byte> set, out string wrong)
    {
        set = [];
        wrong = "";
        byte[] bytes = ByteString.Encode(text);
        int index = 0;
        while (index < bytes.Length)
        {
            if (bytes[index] == '[' && TryBracket(bytes, ref index, set, padTo, out wrong)) continue;

            if (wrong.Length > 0) return false;

            byte first = Take(bytes, ref index);
            if (index + 1 < bytes.Length && bytes[index] == '-')
            {
                index++;
                byte last = Take(bytes, ref index);
                if (last < first)
                {
                    wrong = $"range-endpoints of '{(char)first}-{(char)last}' are in reverse collating sequence order";
                    return false;
                }

                for (int b = first; b <= last; b++)
                {
                    set.Add((byte)b);
                }
            }
            else
            {
                set.Add(first);
            }
        }

        return true;
    }

    public static List<byte> Complement(List<byte> set)
    {
        List<byte> rest = [];
        for (int b = 0; b < 256; b++)
        {
            if (!set.Contains((byte)b))
            {
                rest.Add((byte)b);
            }
        }

        return rest;
    }

    private static byte Take(ReadOnlySpan<byte> bytes, ref int index)
    {
        byte b = bytes[index++];
        if (b != '\\' || index == bytes.Length) return b;

        b = bytes[index++];
        if (b is >= (byte)'0' and <= (byte)'7')
        {
            int value = b - '0';
            for (int digits = 1; digits < 3 && index < bytes.Length && bytes[index] is >= (byte)'0' and <= (byte)'7' && value * 8 + bytes[index] - '0' < 256; digits++)
            {
                value = value * 8 + bytes[index++] - '0';
            }

            return (byte)value;
        }

        return b switch
        {
            (byte)'a' => 7,
            (byte)'b' => 8,
            (byte)'f' => 12,
            (byte)'n' => 10,
            (byte)'r' => 13,
            (byte)'t' => 9,
            (byte)'v' => 11,
            _ => b,
        };
    }

    /// <returns>False if the bracket begins no class; then it stands for itself, unless something is wrong.</returns>
    private static bool TryBracket(ReadOnlySpan<byte> bytes, ref int index, List<byte> set, int padTo, out string wrong)
    {
        wrong = "";
        ReadOnlySpan<byte> rest = bytes.Slice(index);
        if (rest.Length > 4 && rest[1] is (byte)':' or (byte)'=')
        {
            Span<byte> close = stackalloc byte[2];
            close[0] = rest[1];
            close[1] = (byte)']';
            int end = rest.Slice(2).IndexOf(close);
            if (end < 0) return false;

            ReadOnlySpan<byte> name = rest.Slice(2, end);
            index += end + 4;
            return rest[1] == '=' ? AddOne(name, set, out wrong) : AddClass(ByteString.Decode(name), set, out wrong);
        }

        int after = 1;
        if (rest.Length < 4) return false;

        byte repeated = Take(rest, ref after);
        int closing = rest.IndexOf((byte)']');
        if (after >= rest.Length || rest[after] != '*' || closing < after) return false;

        string number = ByteString.Decode(rest.Slice(after + 1, closing - after - 1));
        long count = 0;
        bool isNumber = number.Length == 0 || SizeText.TryParseCount(number, out count);
        if (!isNumber) return false;

        for (count = count == 0 ? padTo - set.Count : Math.Min(count, 65536); count > 0; count--)
        {
            set.Add(repeated);
        }

        index += closing + 1;
        return true;
    }

    private static bool AddOne(ReadOnlySpan<byte> name, List<byte> set, out string wrong)
    {
        wrong = name.Length == 1 ? "" : $"{ByteString.Decode(name)}: equivalence class operand must be a single character";
        if (name.Length == 1)
        {
            set.Add(name[0]);
        }

        return name.Length == 1;
    }

    private static bool AddClass(string name, List<byte> set, out string wrong)
    {
        wrong = CharacterClass.IsKnown(name) ? "" : $"invalid character class '{name}'";
        for (int b = 0; b < 128 && wrong.Length == 0; b++)
        {
            if (CharacterClass.Contains(name, (char)b))
            {
                set.Add((byte)b);
            }
        }

        return wrong.Length == 0;
    }
}
