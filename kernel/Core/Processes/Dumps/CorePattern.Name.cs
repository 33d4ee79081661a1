// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Machine;

namespace Skift.Core.Processes;

// What the pattern makes of a thread.
public static partial class CorePattern
{
    /// <summary>The name of the core file of a thread that a signal ends.</summary>
    internal static byte[] NameFor(UserThread thread, Signal signal)
    {
        List<byte> name = [];
        byte[] pattern = s_text;
        bool hasProcessId = false;
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%')
            {
                name.Add(pattern[i]);
            }
            else if (++i < pattern.Length)
            {
                hasProcessId |= pattern[i] == 'p';
                AddSpecifier(name, pattern[i], thread, signal);
            }
        }

        if (UsesProcessId && !hasProcessId)
        {
            name.Add((byte)'.');
            AddNumber(name, (ulong)thread.Process.Id);
        }

        return name.ToArray();
    }

    private static void AddSpecifier(List<byte> name, byte specifier, UserThread thread, Signal signal)
    {
        Process process = thread.Process;
        switch ((char)specifier)
        {
            case '%':
                name.Add((byte)'%');
                break;
            case 'p' or 'P':
                AddNumber(name, (ulong)process.Id);
                break;
            case 'i' or 'I':
                AddNumber(name, (ulong)thread.Id);
                break;
            case 'u':
                AddNumber(name, process.Credentials.UserId);
                break;
            case 'g':
                AddNumber(name, process.Credentials.GroupId);
                break;
            case 'd':
                AddNumber(name, process.AddressSpace.IsDumpable ? 1UL : 0);
                break;
            case 's':
                AddNumber(name, (ulong)signal);
                break;
            case 't':
                AddNumber(name, (ulong)(Clock.RealTimeNanoseconds / Clock.NanosecondsPerSecond));
                break;
            case 'c':
                AddNumber(name, process.Limits.Soft(Resource.RLIMIT_CORE));
                break;
            case 'C':
                AddNumber(name, (ulong)thread.CpuNumber);
                break;
            case 'h':
                AddText(name, SystemName.HostName);
                break;
            case 'e':
                AddText(name, thread.Command);
                break;
            case 'f':
                AddFile(name, thread, isWhole: false);
                break;
            case 'E':
                AddFile(name, thread, isWhole: true);
                break;
            default:
                break;
        }
    }

    private static void AddFile(List<byte> name, UserThread thread, bool isWhole)
    {
        if (thread.Process.Executable is not OpenFile file)
        {
            AddText(name, thread.Command);
            return;
        }

        ReadOnlySpan<byte> path = file.Path.ToBytes(thread.Process.FileSystem.Root);
        AddText(name, isWhole ? path : path[(path.LastIndexOf((byte)'/') + 1)..]);
    }

    /// <summary>Text that must not lead to another directory.</summary>
    private static void AddText(List<byte> name, ReadOnlySpan<byte> text)
    {
        bool isRelative = text.SequenceEqual("."u8) || text.SequenceEqual(".."u8);
        for (int i = 0; i < text.Length; i++) name.Add(text[i] == '/' || (isRelative && i == 0) ? (byte)'!' : text[i]);
        if (text.IsEmpty) name.Add((byte)'!');
    }

    private static void AddNumber(List<byte> name, ulong number)
    {
        Span<byte> digits = stackalloc byte[20];
        int start = digits.Length;
        do
        {
            digits[--start] = (byte)('0' + (number % 10));
            number /= 10;
        }
        while (number != 0);
        foreach (byte digit in digits[start..]) name.Add(digit);
    }
}
