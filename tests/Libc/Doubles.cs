// SPDX-License-Identifier: MIT
using System;
using System.Runtime.InteropServices;
using Skift.Abi;

namespace System.Runtime
{
    [AttributeUsage(AttributeTargets.Method)]
    internal sealed class RuntimeExportAttribute : Attribute
    {
        public RuntimeExportAttribute(string name) => Name = name;

        public string Name { get; }
    }

    [AttributeUsage(AttributeTargets.Method)]
    internal sealed class RuntimeImportAttribute : Attribute
    {
        public RuntimeImportAttribute(string library, string name) => Name = library + name;

        public string Name { get; }
    }
}

namespace Skift.Libc
{
    /// <summary>System calls through the host's C library.</summary>
    internal static class Syscall
    {
        internal static long Invoke(SystemCall number, long a0 = 0, long a1 = 0, long a2 = 0, long a3 = 0, long a4 = 0, long a5 = 0)
        {
            long answer = Raw((long)number, a0, a1, a2, a3, a4, a5);
            return answer == -1 ? -Marshal.GetLastPInvokeError() : answer;
        }

        [DllImport("libc.so.6", EntryPoint = "syscall", SetLastError = true)]
        private static extern long Raw(long number, long a0, long a1, long a2, long a3, long a4, long a5);
    }

    /// <summary>Nobody cancels here.</summary>
    internal static class CancellationPoint
    {
        internal static long Invoke(SystemCall number, long a0 = 0, long a1 = 0, long a2 = 0, long a3 = 0, long a4 = 0, long a5 = 0) =>
            Syscall.Invoke(number, a0, a1, a2, a3, a4, a5);
    }

    /// <summary>One thread that never changes.</summary>
    internal static unsafe class ThreadStubs
    {
        private static readonly ThreadBlock* s_self = (ThreadBlock*)NativeMemory.AllocZeroed((nuint)sizeof(ThreadBlock));
        private static readonly ulong* s_action = (ulong*)NativeMemory.AllocZeroed(8);

        internal static ThreadBlock* Self() => s_self;

        internal static long Clone(ThreadBlock* block, byte* stack, ulong flags, int* cleared) => -(long)Errno.EAGAIN;

        internal static void UnmapAndExit(void* map, nuint size) => throw new NotSupportedException();

        internal static ulong CancellationPointOf(ulong instruction) => 0;

        internal static ulong* CancelAction() => s_action;
    }

    internal static unsafe class ErrnoStubs
    {
        private static readonly int* s_location = (int*)NativeMemory.AllocZeroed(8);

        internal static int* Location() => s_location;
    }

    internal static unsafe class EnvironmentStubs
    {
        private static readonly byte*** s_environ = (byte***)NativeMemory.AllocZeroed(8);

        internal static byte*** Environ() => s_environ;
    }

    internal static unsafe class ProgramNameStub
    {
        private static readonly byte** s_name = (byte**)NativeMemory.AllocZeroed(8);

        internal static byte** Full() => s_name;

        internal static byte** Short() => s_name;
    }

    /// <summary>The tests of programs start children.</summary>
    internal static unsafe class SpawnStubs
    {
        internal static long Spawn(SpawnStep* steps, byte* stack, int* pidfd, long* error) => -(long)Errno.ENOSYS;
    }

    internal static unsafe class SignalStubs
    {
        internal static ulong NoteAddress() => 0;

        internal static ulong ForwardAddress() => 0;

        internal static ulong TakeForwarded() => 0;

        internal static int* Forwards() => null;

        internal static ulong ReturnAddress() => 0;

        internal static ulong Take() => 0;

        internal static ulong Peek() => 0;
    }

    /// <summary>.NET knows no other mode.</summary>
    internal static class RoundingStubs
    {
        internal static uint Mode() => 0;

        internal static double NearbyInteger(double x) => System.Math.Round(x, System.MidpointRounding.ToEven);
    }

    internal struct WordPair
    {
        public ulong High;
        public ulong Low;
    }

    /// <summary>With numbers of 128 bits, which .NET has.</summary>
    internal static unsafe class WideStubs
    {
        internal static ulong MultiplyFractions(ulong aHigh, ulong aLow, ulong bHigh, ulong bLow, WordPair* lower)
        {
            UInt128 high = (UInt128)aHigh * bHigh, middle = (UInt128)aHigh * bLow, other = (UInt128)aLow * bHigh, low = (UInt128)aLow * bLow;
            UInt128 below = (ulong)middle + (UInt128)(ulong)other + (low >> 64);
            high += (middle >> 64) + (other >> 64) + (below >> 64);
            lower->High = (ulong)high;
            lower->Low = (ulong)below;
            return (ulong)(high >> 64);
        }

        internal static void Series(ulong* last, nuint before, nuint step, ulong zHigh, ulong zLow, WordPair* sum)
        {
            bool isAlternating = sum->High != 0;
            UInt128 value = new(last[0], last[1]);
            for (; before > 0; before--)
            {
                WordPair lower;
                ulong high = MultiplyFractions((ulong)(value >> 64), (ulong)value, zHigh, zLow, &lower);
                UInt128 product = new(high, lower.High);
                last = (ulong*)((byte*)last - step);
                UInt128 coefficient = new(last[0], last[1]);
                value = isAlternating ? coefficient - product : coefficient + product;
            }

            sum->High = (ulong)(value >> 64);
            sum->Low = (ulong)value;
        }
    }

    internal static unsafe class MathStubs
    {
        private static readonly int* s_sign = (int*)NativeMemory.AllocZeroed(4);

        internal static int* SignGam() => s_sign;
    }

    internal static unsafe class StdioStubs
    {
        private static readonly FILE* s_files = (FILE*)NativeMemory.AllocZeroed((nuint)(3 * sizeof(FILE)));

        internal static FILE* Input() => s_files;

        internal static FILE* Output() => s_files + 1;

        internal static FILE* Error() => s_files + 2;
    }

    /// <summary>No arguments and no environment.</summary>
    internal static unsafe class ProcessStart
    {
        private static readonly byte** s_none = (byte**)NativeMemory.AllocZeroed(16);

        internal static int ArgumentCount => 0;

        internal static byte** Arguments => s_none;

        internal static byte** Environment => s_none;
    }
}
