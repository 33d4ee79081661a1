// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>stdlib.h: what the X/Open System Interfaces and BSD add.</summary>
public static unsafe partial class C
{
    private struct QuickExitHandlers
    {
        public fixed ulong Addresses[32];
    }

    private static class QuickExit
    {
        internal static QuickExitHandlers Handlers;
        internal static int Count;
    }

    [RuntimeExport("at_quick_exit")]
    public static int at_quick_exit(delegate* unmanaged[Cdecl, SuppressGCTransition]<void> handler)
    {
        const int Most = 32;
        LibraryLock.Enter(ref LibraryLocks.All.Exit);
        bool hasRoom = QuickExit.Count < Most;
        if (hasRoom)
        {
            fixed (QuickExitHandlers* handlers = &QuickExit.Handlers)
            {
                handlers->Addresses[QuickExit.Count++] = (ulong)handler;
            }
        }

        LibraryLock.Leave(ref LibraryLocks.All.Exit);
        return hasRoom ? 0 : -1;
    }

    [RuntimeExport("quick_exit")]
    public static void quick_exit(int status)
    {
        if (ThreadHooks.BeginExit != null)
        {
            ThreadHooks.BeginExit();
        }

        while (TakeQuickExitHandler() is ulong handler and not 0)
        {
            ((delegate* unmanaged[Cdecl, SuppressGCTransition]<void>)handler)();
        }

        _exit(status);
    }

    private static ulong TakeQuickExitHandler()
    {
        ulong handler = 0;
        LibraryLock.Enter(ref LibraryLocks.All.Exit);
        if (QuickExit.Count > 0)
        {
            fixed (QuickExitHandlers* handlers = &QuickExit.Handlers)
            {
                handler = handlers->Addresses[--QuickExit.Count];
            }
        }

        LibraryLock.Leave(ref LibraryLocks.All.Exit);
        return handler;
    }

    /// <summary>Comma-separated name[=value]: the name's place in the list, or -1 with the whole word in <paramref name="value"/>.</summary>
    [RuntimeExport("getsubopt")]
    public static int getsubopt(byte** text, byte** names, byte** value)
    {
        byte* word = *text;
        byte* end = strchrnul(word, ',');
        *text = *end == 0 ? end : end + 1;
        *end = 0;
        *value = null;
        for (int i = 0; names[i] != null; i++)
        {
            nuint length = strlen(names[i]);
            if (strncmp(names[i], word, length) == 0 && word[length] is 0 or (byte)'=')
            {
                *value = word[length] == 0 ? null : word + length + 1;
                return i;
            }
        }

        *value = word;
        return -1;
    }

    [RuntimeExport("secure_getenv")]
    public static byte* secure_getenv(byte* name) => issetugid() != 0 ? null : getenv(name);

    [RuntimeExport("getloadavg")]
    public static int getloadavg(double* averages, int count)
    {
        const int Most = 3;
        SystemInformation information;
        if (count <= 0 || Error.Answer(Syscall.Invoke(SystemCall.sysinfo, (long)&information)) < 0)
        {
            return count <= 0 ? count : -1;
        }

        ulong* loads = (ulong*)&information + 1;
        count = count < Most ? count : Most;
        for (int i = 0; i < count; i++)
        {
            averages[i] = loads[i] / 65536.0;
        }

        return count;
    }

    [RuntimeExport("valloc")]
    public static void* valloc(nuint size) => memalign(4096, size);

    private struct Base64Text
    {
        public fixed byte Text[8];
    }

    private static class Radix64
    {
        internal static Base64Text Text;
    }

    /// <summary>Up to six digits of base 64, the least first: ./0-9A-Za-z.</summary>
    [RuntimeExport("a64l")]
    public static long a64l(byte* text)
    {
        uint value = 0;
        for (int shift = 0; *text != 0 && shift < 36; shift += 6, text++)
        {
            byte* digit = strchr(Literal("./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8), *text);
            if (digit == null)
            {
                break;
            }

            value |= (uint)((ulong)(digit - Literal("./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8)) << shift);
        }

        return (int)value;
    }

    [RuntimeExport("l64a")]
    public static byte* l64a(long value)
    {
        byte* digits = Literal("./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);
        fixed (Base64Text* text = &Radix64.Text)
        {
            byte* end = text->Text;
            for (uint rest = (uint)value; rest != 0; rest >>= 6)
            {
                *end++ = digits[rest & 63];
            }

            *end = 0;
            return text->Text;
        }
    }

    [RuntimeExport("posix_openpt")]
    public static int posix_openpt(int flags) => open(Literal("/dev/ptmx"u8), flags, 0);

    /// <summary>The kernel has done it: the terminal belongs to who opened it.</summary>
    [RuntimeExport("grantpt")]
    public static int grantpt(int fd) => 0;

    [RuntimeExport("unlockpt")]
    public static int unlockpt(int fd)
    {
        const ulong TIOCSPTLCK = 0x40045431;
        int locked = 0;
        return ioctl(fd, TIOCSPTLCK, (long)&locked);
    }

    private struct TerminalName
    {
        public fixed byte Text[32];
    }

    private static class PseudoTerminal
    {
        internal static TerminalName Name;
    }

    [RuntimeExport("ptsname")]
    public static byte* ptsname(int fd)
    {
        fixed (TerminalName* name = &PseudoTerminal.Name)
        {
            int error = ptsname_r(fd, name->Text, 32);
            if (error != 0)
            {
                Error.Current = error;
                return null;
            }

            return name->Text;
        }
    }

    /// <summary>Answers the error's number.</summary>
    [RuntimeExport("ptsname_r")]
    public static int ptsname_r(int fd, byte* buffer, nuint size)
    {
        const ulong TIOCGPTN = 0x80045430;
        uint number;
        long answer = Syscall.Invoke(SystemCall.ioctl, fd, (long)TIOCGPTN, (long)&number);
        if (answer < 0)
        {
            return (int)-answer;
        }

        byte* name = stackalloc byte[32];
        memcpy(name, Literal("/dev/pts/"u8), 9);
        uint divisor = 1;
        while (number / divisor >= 10)
        {
            divisor *= 10;
        }

        byte* end = name + 9;
        for (; divisor > 0; divisor /= 10)
        {
            *end++ = (byte)('0' + (number / divisor % 10));
        }

        *end = 0;
        return strlcpy(buffer, name, size) < size ? 0 : (int)Errno.ERANGE;
    }

    private static class RandomState
    {
        internal static byte* Current;
    }

    /// <summary>The generator's state is one word, whatever the size of what it is kept in (at least 8 bytes).</summary>
    [RuntimeExport("initstate")]
    public static byte* initstate(uint seed, byte* state, nuint size)
    {
        if (size < 8)
        {
            Error.Current = (int)Errno.EINVAL;
            return null;
        }

        LibraryLock.Enter(ref LibraryLocks.All.Random);
        byte* old = SaveRandom();
        RandomState.Current = state;
        RandomGenerator.Word = seed;
        LibraryLock.Leave(ref LibraryLocks.All.Random);
        return old;
    }

    [RuntimeExport("setstate")]
    public static byte* setstate(byte* state)
    {
        LibraryLock.Enter(ref LibraryLocks.All.Random);
        byte* old = SaveRandom();
        RandomState.Current = state;
        memcpy(RandomWord(), state, 8);
        LibraryLock.Leave(ref LibraryLocks.All.Random);
        return old;
    }

    private static byte* SaveRandom()
    {
        byte* current = RandomState.Current;
        if (current != null)
        {
            memcpy(current, RandomWord(), 8);
        }

        return current;
    }

    private static ulong* RandomWord()
    {
        fixed (ulong* word = &RandomGenerator.Word)
        {
            return word;
        }
    }
}
