// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Machine;

namespace Skift.Core.Programs;

/// <summary>The last step of execve(2): writes into the new address space what a program finds there, and sets the registers.</summary>
internal static class ProgramStart
{
    /// <summary>Interrupts on, and the bit that is always one.</summary>
    internal const ulong InitialFlags = 0x202;

    // Ring-3 MWAIT and FSGSBASE are not offered.
    private const ulong HardwareCapabilities2 = 0;

    private const int RandomBytes = 16;
    private const int AuxiliaryCount = 20;

    /// <remarks>The thread already runs on the new address space.</remarks>
    internal static Errno Write(UserThread thread, ProgramLoader loader, ArgumentList arguments, ReadOnlySpan<byte> fileName, Credentials credentials, bool isSecure)
    {
        Errno error = Clear(loader.ProgramTail);
        if (error == Errno.None) error = Clear(loader.InterpreterTail);
        if (error != Errno.None) return error;

        Span<byte> random = stackalloc byte[RandomBytes];
        RandomSource.Fill(random);
        StackImage stack = new(loader.StackTop, arguments, fileName, random, AuxiliaryCount);
        PutAuxiliary(ref stack, loader, credentials, isSecure);
        error = UserMemory.CopyOut(new VirtualAddress(stack.StackPointer), stack.Bytes);
        if (error != Errno.None) return error;

        AddressSpace space = thread.Process.AddressSpace;
        ProgramLayout layout = space.Layout;
        layout.StackStart = stack.StackPointer;
        layout.ArgumentsStart = stack.ArgumentsStart;
        layout.ArgumentsEnd = stack.ArgumentsEnd;
        layout.EnvironmentStart = stack.ArgumentsEnd;
        layout.EnvironmentEnd = stack.EnvironmentEnd;
        layout.AuxiliaryVector = stack.AuxiliaryVector;
        space.Layout = layout;
        thread.User.Registers.Rip = loader.Start;
        thread.User.Registers.Rsp = stack.StackPointer;
        return Errno.None;
    }

    private static Errno Clear((ulong Start, ulong End) range) =>
        range.End > range.Start ? UserMemory.Zero(new VirtualAddress(range.Start), range.End - range.Start) : Errno.None;

    /// <summary>In Linux's order (fs/binfmt_elf.c, create_elf_tables).</summary>
    private static void PutAuxiliary(ref StackImage stack, ProgramLoader loader, Credentials credentials, bool isSecure)
    {
        // Without one the entry is of a type that nobody looks for.
        stack.PutAuxiliary(loader.VirtualCalls == 0 ? AuxiliaryType.AT_IGNORE : AuxiliaryType.AT_SYSINFO_EHDR, loader.VirtualCalls);
        stack.PutAuxiliary(AuxiliaryType.AT_MINSIGSTKSZ, (ulong)UserContext.ExtendedStateBytes + 1024);
        stack.PutAuxiliary(AuxiliaryType.AT_HWCAP, CpuFeatures.HardwareCapabilities);
        stack.PutAuxiliary(AuxiliaryType.AT_PAGESZ, Page.Size);
        stack.PutAuxiliary(AuxiliaryType.AT_CLKTCK, TimerConstants.USER_HZ);
        stack.PutAuxiliary(AuxiliaryType.AT_PHDR, loader.HeadersAddress);
        stack.PutAuxiliary(AuxiliaryType.AT_PHENT, ElfProgramHeader.Size);
        stack.PutAuxiliary(AuxiliaryType.AT_PHNUM, (ulong)loader.HeaderCount);
        stack.PutAuxiliary(AuxiliaryType.AT_BASE, loader.InterpreterBase);
        stack.PutAuxiliary(AuxiliaryType.AT_FLAGS, 0);
        stack.PutAuxiliary(AuxiliaryType.AT_ENTRY, loader.Entry);
        stack.PutAuxiliary(AuxiliaryType.AT_UID, credentials.UserId);
        stack.PutAuxiliary(AuxiliaryType.AT_EUID, credentials.EffectiveUserId);
        stack.PutAuxiliary(AuxiliaryType.AT_GID, credentials.GroupId);
        stack.PutAuxiliary(AuxiliaryType.AT_EGID, credentials.EffectiveGroupId);
        stack.PutAuxiliary(AuxiliaryType.AT_SECURE, isSecure ? 1UL : 0);
        stack.PutAuxiliary(AuxiliaryType.AT_RANDOM, stack.RandomAddress);
        stack.PutAuxiliary(AuxiliaryType.AT_HWCAP2, HardwareCapabilities2);
        stack.PutAuxiliary(AuxiliaryType.AT_EXECFN, stack.FileNameAddress);
        stack.PutAuxiliary(AuxiliaryType.AT_PLATFORM, stack.PlatformAddress);
    }
}
