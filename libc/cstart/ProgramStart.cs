// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>From the kernel's initial stack to a C program's <c>main</c>.</summary>
internal static unsafe class CProgramStart
{
    private const ulong AT_PHDR = 3;
    private const ulong AT_PHNUM = 5;
    private const ulong AT_RANDOM = 25;
    private const uint PT_TLS = 7;
    private const int StaticTlsSize = 512;

    /// <summary>At fs:40, where gcc and clang look for it (-fstack-protector).</summary>
    private const int StackCanary = 5;

    [StructLayout(LayoutKind.Sequential)]
    private struct ProgramHeader
    {
        public uint Type;
        public uint Flags;
        public ulong Offset;
        public ulong VirtualAddress;
        public ulong PhysicalAddress;
        public ulong FileSize;
        public ulong MemorySize;
        public ulong Alignment;
    }

    private struct TlsArea
    {
        public fixed ulong Words[StaticTlsSize / 8];
    }

    private static TlsArea s_tls;

    [RuntimeImport("*", "skift_set_security_cookie")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void SetSecurityCookie(ulong cookie);

    [RuntimeImport("*", "skift_run_constructors")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void RunConstructors(int count, byte** arguments, byte** environment);

    // Neither this nor what it calls before the cookie is set may keep a buffer on the stack: its check would fail.
    [RuntimeExport("skift_c_start")]
    private static void Start(long* stack, delegate* unmanaged[Cdecl, SuppressGCTransition]<int, byte**, byte**, int> main, ulong distance)
    {
        int count = (int)*stack;
        byte** arguments = (byte**)(stack + 1);
        byte** environment = arguments + count + 1;
        ulong* auxiliary = (ulong*)environment;
        while (*auxiliary++ != 0)
        {
        }

        ProgramHeader* headers = null;
        ulong headerCount = 0;
        ulong canary = 0;
        for (; *auxiliary != 0; auxiliary += 2)
        {
            switch (*auxiliary)
            {
                case AT_PHDR:
                    headers = (ProgramHeader*)auxiliary[1];
                    break;
                case AT_PHNUM:
                    headerCount = auxiliary[1];
                    break;
                case AT_RANDOM:
                    // A zero byte in the cookie stops string functions from carrying it elsewhere.
                    canary = *(ulong*)auxiliary[1] & ~0xFFUL;
                    SetSecurityCookie(canary);
                    break;
                default:
                    break;
            }
        }

        SetThreadPointer(headers, headerCount, distance, canary);
        *EnvironmentStubs.Environ() = environment;
        byte* name = count > 0 ? *arguments : null;
        *ProgramNameStub.Full() = name;
        for (byte* p = name; p != null && *p != 0; p++)
        {
            name = *p == '/' ? p + 1 : name;
        }

        *ProgramNameStub.Short() = name;
        RunConstructors(count, arguments, environment);
        C.exit(main(count, arguments, environment));
    }

    /// <summary>Variant II of the thread-local layout: the block ends where the thread pointer is, which points to itself.</summary>
    private static void SetThreadPointer(ProgramHeader* headers, ulong count, ulong distance, ulong canary)
    {
        ProgramHeader* tls = null;
        for (ulong i = 0; i < count; i++)
        {
            tls = headers[i].Type == PT_TLS ? headers + i : tls;
        }

        // The linker counts from the thread pointer down by the size rounded up to the segment's own alignment.
        ulong own = tls != null && tls->Alignment > 1 ? tls->Alignment : 1;
        ulong size = tls == null ? 0 : (tls->MemorySize + own - 1) & ~(own - 1);
        ulong alignment = own > 16 ? own : 16;
        ulong start;
        fixed (TlsArea* area = &s_tls)
        {
            start = (ulong)area;
        }

        // The thread control block needs its own address; 64 bytes leave room for what compilers expect there (a canary at 40).
        ulong total = size + alignment + 64;
        if (total > StaticTlsSize)
        {
            long answer = Syscall.Invoke(SystemCall.mmap, 0, (long)total, (long)(Protection.PROT_READ | Protection.PROT_WRITE),
                (long)(MapFlags.MAP_PRIVATE | MapFlags.MAP_ANONYMOUS), -1, 0);
            if (answer is < 0 and >= -4095)
            {
                C._exit(127);
            }

            start = (ulong)answer;
        }

        ulong pointer = (start + size + alignment - 1) & ~(alignment - 1);
        if (tls != null)
        {
            C.memcpy((void*)(pointer - size), (void*)(tls->VirtualAddress + distance), (nuint)tls->FileSize);
        }

        *(ulong*)pointer = pointer;
        ((ulong*)pointer)[StackCanary] = canary;
        _ = Syscall.Invoke(SystemCall.arch_prctl, (long)ArchPrctl.ARCH_SET_FS, (long)pointer);
    }
}
