// SPDX-License-Identifier: MIT
using System;
using Skift.Core.Syscalls;
using Skift.Machine;

namespace Skift.Tests.Kernel;

/// <summary>What programs ask for in vain is named in the log, once.</summary>
internal static class MissingFlagsTests
{
    [KernelTest]
    internal static void Note_TellsEachFlagOnceForEachProgram()
    {
        long before = Log.NextSequence;
        Check.True(MissingFlags.Note("mmap", "MAP_TEST", "first"u8, 7), "first flag");
        Check.True(!MissingFlags.Note("mmap", "MAP_TEST", "first"u8, 8), "the same again");
        Check.True(MissingFlags.Note("mmap", "MAP_TEST", "second"u8, 9), "another program");
        Check.True(MissingFlags.Note("mremap", "MAP_TEST", "first"u8, 7), "another call");
        long sequence = before;
        Span<byte> text = stackalloc byte[LogMessage.Capacity];
        int found = 0;
        for (; Log.TryRead(ref sequence, text, out LogRecord record); sequence++)
        {
            if (text[..record.Length].IndexOf("MAP_TEST"u8) < 0) continue;
            found++;
            if (found == 1) Check.True(text[..record.Length].SequenceEqual("first[7]: MAP_TEST of mmap is not implemented"u8), "text");
        }

        Check.Equal(3, found, "lines");
    }
}
