// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>From the kernel's initial stack to a C program's <c>main</c>.</summary>
internal static unsafe class CProgramStart
{
    private const int StaticTlsSize = 512;

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

        ElfProgramHeader* headers = null;
        ulong headerCount = 0;
        ulong canary = 0;
        for (; *auxiliary != 0; auxiliary += 2)
        {
            switch ((AuxiliaryType)(*auxiliary))
            {
                case AuxiliaryType.AT_PHDR:
                    headers = (ElfProgramHeader*)auxiliary[1];
                    break;
                case AuxiliaryType.AT_PHNUM:
                    headerCount = auxiliary[1];
                    break;
                case AuxiliaryType.AT_RANDOM:
                    // A zero byte in the cookie stops string functions from carrying it elsewhere.
                    canary = *(ulong*)auxiliary[1] & ~0xFFUL;
                    SetSecurityCookie(canary);
                    break;
                default:
                    break;
            }
        }

        SetThreadPointer(headers, headerCount, distance, canary, (byte*)auxiliary);
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

    private static void SetThreadPointer(ElfProgramHeader* headers, ulong count, ulong distance, ulong canary, byte* stackTop)
    {
        ThreadLocalImage.Alignment = 16;
        ThreadLocalImage.StackTop = stackTop;
        for (ulong i = 0; i < count; i++)
        {
            if (headers[i].p_type == ElfSegmentType.PT_TLS)
            {
                UseImage(headers + i, distance);
            }
            else if (headers[i].p_type == ElfSegmentType.PT_GNU_STACK)
            {
                ThreadLocalImage.StackSize = (nuint)headers[i].p_memsz;
            }
        }

        byte* area;
        fixed (TlsArea* own = &s_tls)
        {
            area = (byte*)own;
        }

        if (ThreadLocalImage.Room > StaticTlsSize)
        {
            long answer = Syscall.Invoke(SystemCall.mmap, 0, (long)ThreadLocalImage.Room, (long)(Protection.PROT_READ | Protection.PROT_WRITE),
                (long)(MapFlags.MAP_PRIVATE | MapFlags.MAP_ANONYMOUS), -1, 0);
            if (answer is < 0 and >= -4095)
            {
                C._exit(127);
            }

            area = (byte*)answer;
        }

        ThreadBlock* block = ThreadLocalImage.Build(area, canary);
        block->Previous = block;
        block->Next = block;
        _ = Syscall.Invoke(SystemCall.arch_prctl, (long)ArchPrctl.ARCH_SET_FS, (long)block);
        block->Id = (int)Syscall.Invoke(SystemCall.set_tid_address, (long)Threads.ListWord);
    }

    private static void UseImage(ElfProgramHeader* tls, ulong distance)
    {
        // The linker counts from the thread pointer down by the size rounded up to the segment's own alignment.
        nuint own = tls->p_align > 1 ? (nuint)tls->p_align : 1;
        ThreadLocalImage.Start = (byte*)(tls->p_vaddr + distance);
        ThreadLocalImage.FileSize = (nuint)tls->p_filesz;
        ThreadLocalImage.Size = ((nuint)tls->p_memsz + own - 1) & ~(own - 1);
        ThreadLocalImage.Alignment = own > 16 ? own : 16;
    }
}
