// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Machine;

namespace Skift.Core.Signals;

/// <summary>
/// The frame that a signal handler finds on its stack, exactly as Linux lays it out (<c>arch/x86/include/asm/sigframe.h</c>): unwinders and
/// language runtimes read it. From the top: extended state in XSAVE layout, siginfo, ucontext, return address.
/// </summary>
internal static class SignalFrames
{
    private const ulong RedZone = 128;
    private const ulong FrameBytes = 440;
    private const ulong InformationOffset = 312;
    private const ulong ContextOffset = 8;

    // Where and how XSAVE images in frames say that they are more than the 512 bytes of FXSAVE (asm/sigcontext.h, struct _fpx_sw_bytes).
    private const int LegacyBytes = 512;
    private const int SoftwareBytesOffset = 464;
    private const uint ExtendedMagic1 = 0x4650_5853;
    private const uint ExtendedMagic2 = 0x4650_5845;
    private const int MaximumExtendedBytes = 16 * 1024;

    private const ushort UserCodeSelector = 0x33;
    private const ushort UserDataSelector = 0x2B;
    private const ulong FlagsClearedOnEntry = 0x1_0500;

    /// <summary>Puts a frame on the thread's stack and its registers at the start of the handler.</summary>
    /// <returns><c>false</c>: the stack cannot take it.</returns>
    internal static bool TryPush(UserThread thread, in SignalDetails details, in SignalAction action, ulong returnMask)
    {
        if ((action.sa_flags & SignalActionFlags.SA_RESTORER) == 0) return false;
        ref UserRegisters registers = ref thread.User.Registers;
        if (!TryFindStack(thread, action, out ulong stack)) return false;
        int extendedBytes = UserContext.ExtendedStateBytes;
        ulong extended = (stack - (ulong)extendedBytes - sizeof(uint)) & ~63UL;
        ulong frame = ((extended - FrameBytes) & ~15UL) - 8;
        if (frame > stack || LeavesAlternateStack(thread, stack, frame)) return false;
        if (!TryWriteExtendedState(thread, extended, extendedBytes)) return false;

        SignalFrame content = default;
        content.pretcode = action.sa_restorer;
        content.uc.uc_flags = UserSignalContext.UC_FP_XSTATE | UserSignalContext.UC_SIGCONTEXT_SS | UserSignalContext.UC_STRICT_RESTORE_SS;
        content.uc.uc_stack = thread.AlternateStack;
        content.uc.uc_mcontext = Capture(thread, extended, returnMask);
        content.uc.uc_sigmask = returnMask;
        content.info = details.ToInformation();
        if (UserMemory.Write(new VirtualAddress(frame), content) != Errno.None) return false;
        if ((thread.AlternateStack.ss_flags & SignalConstants.SS_AUTODISARM) != 0)
        {
            thread.AlternateStack = new SignalStack { ss_flags = SignalConstants.SS_DISABLE };
        }

        registers.Rdi = (ulong)details.Signal;
        registers.Rsi = frame + InformationOffset;
        registers.Rdx = frame + ContextOffset;
        registers.Rax = 0;
        registers.Rsp = frame;
        registers.Rip = action.sa_handler;
        registers.Rflags &= ~FlagsClearedOnEntry;
        registers.OriginalRax = ulong.MaxValue;
        thread.User.ResetFloatingPoint();
        return true;
    }

    /// <summary>rt_sigreturn(2): continues where the frame says.</summary>
    /// <returns><c>false</c>: there is no frame, or it holds what the processor would not accept.</returns>
    internal static bool TryPop(UserThread thread)
    {
        ref UserRegisters registers = ref thread.User.Registers;
        ulong frame = registers.Rsp - 8;
        if (UserMemory.Read(new VirtualAddress(frame), out SignalFrame content) != Errno.None) return false;
        SignalContext context = content.uc.uc_mcontext;
        if (!TryReadExtendedState(thread, context.fpstate)) return false;
        SignalDelivery.SetMask(thread, content.uc.uc_sigmask);
        // Still on the stack of the handler: one that the handler has set for itself stays.
        _ = AlternateStacks.TrySet(thread, content.uc.uc_stack);
        Apply(ref registers, context);
        return true;
    }

    private static bool TryFindStack(UserThread thread, in SignalAction action, out ulong stack)
    {
        stack = thread.User.Registers.Rsp;
        SignalStack alternate = thread.AlternateStack;
        bool usesAlternate = (action.sa_flags & SignalActionFlags.SA_ONSTACK) != 0 && (alternate.ss_flags & SignalConstants.SS_DISABLE) == 0;
        if (usesAlternate && !AlternateStacks.Contains(alternate, stack))
        {
            stack = alternate.ss_sp + alternate.ss_size;
            return true;
        }

        stack -= RedZone;
        return true;
    }

    /// <summary>A handler that fills the alternate stack must not run on into what is below it.</summary>
    private static bool LeavesAlternateStack(UserThread thread, ulong stack, ulong frame)
    {
        SignalStack alternate = thread.AlternateStack;
        return AlternateStacks.Contains(alternate, stack - 1) && !AlternateStacks.Contains(alternate, frame);
    }

    private static bool TryWriteExtendedState(UserThread thread, ulong address, int byteCount)
    {
        byte[] image = new byte[byteCount + sizeof(uint)];
        thread.User.CopyExtendedStateTo(image);
        if (byteCount > LegacyBytes)
        {
            Span<byte> software = image.AsSpan(SoftwareBytesOffset);
            BinaryPrimitives.WriteUInt32LittleEndian(software, ExtendedMagic1);
            BinaryPrimitives.WriteUInt32LittleEndian(software[4..], (uint)image.Length);
            // The components that are in the image, from the header of the XSAVE area (Intel SDM vol. 1 §13.4.2).
            image.AsSpan(LegacyBytes, sizeof(ulong)).CopyTo(software[8..]);
            BinaryPrimitives.WriteUInt32LittleEndian(software[16..], (uint)byteCount);
            BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(byteCount), ExtendedMagic2);
        }

        return UserMemory.CopyOut(new VirtualAddress(address), image) == Errno.None;
    }

    private static bool TryReadExtendedState(UserThread thread, ulong address)
    {
        if (address == 0)
        {
            thread.User.ResetFloatingPoint();
            return true;
        }

        byte[] image = new byte[Math.Min(UserContext.ExtendedStateBytes, MaximumExtendedBytes)];
        if (UserMemory.CopyIn(new VirtualAddress(address), image.AsSpan(0, Math.Min(LegacyBytes, image.Length))) != Errno.None) return false;
        int byteCount = Math.Min(LegacyBytes, image.Length);
        ReadOnlySpan<byte> software = image.AsSpan(SoftwareBytesOffset);
        bool isExtended = image.Length > LegacyBytes
            && BinaryPrimitives.ReadUInt32LittleEndian(software) == ExtendedMagic1
            && BinaryPrimitives.ReadUInt32LittleEndian(software[16..]) == (uint)image.Length;
        if (isExtended)
        {
            if (UserMemory.CopyIn(new VirtualAddress(address), image) != Errno.None) return false;
            byteCount = image.Length;
        }

        return thread.User.TryLoadExtendedState(image.AsSpan(0, byteCount));
    }

    private static SignalContext Capture(UserThread thread, ulong extended, ulong returnMask)
    {
        ref UserRegisters r = ref thread.User.Registers;
        SignalContext context = default;
        context.r8 = r.R8;
        context.r9 = r.R9;
        context.r10 = r.R10;
        context.r11 = r.R11;
        context.r12 = r.R12;
        context.r13 = r.R13;
        context.r14 = r.R14;
        context.r15 = r.R15;
        context.rdi = r.Rdi;
        context.rsi = r.Rsi;
        context.rbp = r.Rbp;
        context.rbx = r.Rbx;
        context.rdx = r.Rdx;
        context.rax = r.Rax;
        context.rcx = r.Rcx;
        context.rsp = r.Rsp;
        context.rip = r.Rip;
        context.rflags = r.Rflags;
        context.cs = UserCodeSelector;
        context.ss = UserDataSelector;
        context.err = thread.LastTrap.ErrorCode;
        context.trapno = thread.LastTrap.Number;
        context.cr2 = thread.LastTrap.Address;
        context.oldmask = returnMask;
        context.fpstate = extended;
        return context;
    }

    private static void Apply(ref UserRegisters r, in SignalContext context)
    {
        r.R8 = context.r8;
        r.R9 = context.r9;
        r.R10 = context.r10;
        r.R11 = context.r11;
        r.R12 = context.r12;
        r.R13 = context.r13;
        r.R14 = context.r14;
        r.R15 = context.r15;
        r.Rdi = context.rdi;
        r.Rsi = context.rsi;
        r.Rbp = context.rbp;
        r.Rbx = context.rbx;
        r.Rdx = context.rdx;
        r.Rax = context.rax;
        r.Rcx = context.rcx;
        r.Rsp = context.rsp;
        r.Rip = context.rip;
        r.Rflags = context.rflags;
        // What is continued is not a system call any more, whatever the frame says.
        r.OriginalRax = ulong.MaxValue;
    }
}

/// <summary>What the processor last complained about in a thread, for the frames of signal handlers.</summary>
internal readonly struct TrapRecord(ulong number, ulong errorCode, ulong address)
{
    internal ulong Number { get; } = number;

    internal ulong ErrorCode { get; } = errorCode;

    internal ulong Address { get; } = address;
}
