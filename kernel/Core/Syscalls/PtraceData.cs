// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Core.Signals;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>The requests of ptrace(2) that move data: memory, registers, signals. The tracee waits and is not on a CPU.</summary>
internal static class PtraceData
{
    private const int FloatingPointBytes = 512;

    internal static Result<long> Transfer(Trace trace, PtraceRequest request, ulong address, ulong data)
    {
        UserThread tracee = trace.Tracee;
        return request switch
        {
            PtraceRequest.PTRACE_PEEKTEXT or PtraceRequest.PTRACE_PEEKDATA => Peek(tracee, address, data),
            PtraceRequest.PTRACE_POKETEXT or PtraceRequest.PTRACE_POKEDATA => Poke(tracee, address, data),
            PtraceRequest.PTRACE_PEEKUSER => PeekUser(tracee, address, data),
            PtraceRequest.PTRACE_POKEUSER => PokeUser(tracee, address, data),
            PtraceRequest.PTRACE_GETREGS => SyscallContext.Done(SyscallContext.Write(data, PtraceRegisters.Get(tracee))),
            PtraceRequest.PTRACE_SETREGS => SetRegisters(tracee, data),
            PtraceRequest.PTRACE_GETFPREGS => GetExtended(tracee, data, FloatingPointBytes),
            PtraceRequest.PTRACE_SETFPREGS => SetExtended(tracee, data, FloatingPointBytes),
            PtraceRequest.PTRACE_GETREGSET => Set(tracee, address, data, isWriting: false),
            PtraceRequest.PTRACE_SETREGSET => Set(tracee, address, data, isWriting: true),
            PtraceRequest.PTRACE_GETEVENTMSG => SyscallContext.Done(SyscallContext.Write(data, trace.Message)),
            PtraceRequest.PTRACE_GETSIGINFO => trace.Details.Signal == Signal.None ? Errno.EINVAL : SyscallContext.Done(SyscallContext.Write(data, trace.Details.ToInformation())),
            PtraceRequest.PTRACE_SETSIGINFO => SetSignal(trace, data),
            PtraceRequest.PTRACE_GETSIGMASK => address != SignalConstants.SetSize ? Errno.EINVAL : SyscallContext.Done(SyscallContext.Write(data, tracee.HasSavedMask ? tracee.SavedMask : tracee.SignalMask)),
            PtraceRequest.PTRACE_SETSIGMASK => SetMask(tracee, address, data),
            PtraceRequest.PTRACE_GET_SYSCALL_INFO => GetSyscall(trace, address, data),
            _ => Errno.EIO,
        };
    }

    private static Result<long> Peek(UserThread tracee, ulong address, ulong data)
    {
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        if (tracee.Process.AddressSpace.Read(address, word) != word.Length) return Errno.EIO;
        return SyscallContext.Done(SyscallContext.Write(data, BitConverter.ToUInt64(word)));
    }

    private static Result<long> Poke(UserThread tracee, ulong address, ulong data)
    {
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        _ = BitConverter.TryWriteBytes(word, data);
        return tracee.Process.AddressSpace.Write(address, word, isForced: true) == word.Length ? 0L : Errno.EIO;
    }

    private static Result<long> PeekUser(UserThread tracee, ulong offset, ulong data)
    {
        if (offset % sizeof(ulong) != 0 || offset >= UserRegisterValues.UserBytes) return Errno.EIO;
        ulong value = 0;
        if (offset < UserRegisterValues.Bytes)
        {
            UserRegisterValues values = PtraceRegisters.Get(tracee);
            value = values[(int)(offset / sizeof(ulong))];
        }
        else if (offset >= UserRegisterValues.DebugRegistersOffset && offset < UserRegisterValues.DebugRegistersOffset + (DebugRegisters.Count * sizeof(ulong)))
        {
            value = tracee.User.Debug?[(int)(offset - UserRegisterValues.DebugRegistersOffset) / sizeof(ulong)] ?? 0;
        }

        return SyscallContext.Done(SyscallContext.Write(data, value));
    }

    private static Result<long> PokeUser(UserThread tracee, ulong offset, ulong data)
    {
        if (offset % sizeof(ulong) != 0 || offset >= UserRegisterValues.UserBytes) return Errno.EIO;
        if (offset >= UserRegisterValues.DebugRegistersOffset + (DebugRegisters.Count * sizeof(ulong))) return Errno.EIO;
        if (offset >= UserRegisterValues.DebugRegistersOffset)
        {
            DebugRegisters debug = tracee.User.Debug ??= new DebugRegisters();
            return SyscallContext.Done(debug.Set((int)(offset - UserRegisterValues.DebugRegistersOffset) / sizeof(ulong), data));
        }

        if (offset >= UserRegisterValues.Bytes) return Errno.EIO;
        UserRegisterValues values = PtraceRegisters.Get(tracee);
        values[(int)(offset / sizeof(ulong))] = data;
        return SyscallContext.Done(PtraceRegisters.Set(tracee, values));
    }

    private static Result<long> SetRegisters(UserThread tracee, ulong data)
    {
        Errno error = SyscallContext.Read(data, out UserRegisterValues values);
        return SyscallContext.Done(error == Errno.None ? PtraceRegisters.Set(tracee, values) : error);
    }

    private static Result<long> GetExtended(UserThread tracee, ulong data, int length)
    {
        byte[] state = new byte[Math.Max(UserContext.ExtendedStateBytes, FloatingPointBytes)];
        tracee.User.CopyExtendedStateTo(state);
        return SyscallContext.Done(UserMemory.CopyOut(new VirtualAddress(data), state.AsSpan(0, length)));
    }

    private static Result<long> SetExtended(UserThread tracee, ulong data, int length)
    {
        byte[] state = new byte[Math.Max(UserContext.ExtendedStateBytes, FloatingPointBytes)];
        tracee.User.CopyExtendedStateTo(state);
        Errno error = UserMemory.CopyIn(new VirtualAddress(data), state.AsSpan(0, length));
        if (error != Errno.None) return error;
        return tracee.User.TryLoadExtendedState(state) ? 0L : Errno.EINVAL;
    }

    /// <summary>A set of registers and the part of it that the caller's iovec has room for; its length is told back.</summary>
    private static Result<long> Set(UserThread tracee, ulong type, ulong vector, bool isWriting)
    {
        Errno error = SyscallContext.Read(vector, out Iovec part);
        if (error != Errno.None) return error;
        int size = type switch
        {
            RegisterSet.NT_PRSTATUS => UserRegisterValues.Bytes,
            RegisterSet.NT_PRFPREG => FloatingPointBytes,
            RegisterSet.NT_X86_XSTATE => UserContext.ExtendedStateBytes,
            _ => 0,
        };
        if (size == 0 || part.iov_len % sizeof(ulong) != 0) return Errno.EINVAL;
        int length = (int)Math.Min(part.iov_len, (ulong)size);
        Result<long> result = type == RegisterSet.NT_PRSTATUS ? General(tracee, part.iov_base, length, isWriting)
            : isWriting ? SetExtended(tracee, part.iov_base, length) : GetExtended(tracee, part.iov_base, length);
        if (!result.IsSuccess) return result;
        part.iov_len = (ulong)length;
        return SyscallContext.Done(SyscallContext.Write(vector, part));
    }

    private static Result<long> General(UserThread tracee, ulong address, int length, bool isWriting)
    {
        UserRegisterValues values = PtraceRegisters.Get(tracee);
        Errno error = Errno.None;
        for (int i = 0; i < length / sizeof(ulong) && error == Errno.None; i++)
        {
            ulong at = address + ((ulong)i * sizeof(ulong));
            if (isWriting) error = SyscallContext.Read(at, out values[i]);
            else error = SyscallContext.Write(at, values[i]);
        }

        if (error == Errno.None && isWriting) error = PtraceRegisters.Set(tracee, values);
        return SyscallContext.Done(error);
    }

    private static Result<long> SetSignal(Trace trace, ulong data)
    {
        Errno error = SyscallContext.Read(data, out SignalInformation information);
        if (error != Errno.None) return error;
        if (trace.Details.Signal == Signal.None) return Errno.EINVAL;
        trace.Details = SignalDetails.From(information);
        return 0;
    }

    private static Result<long> SetMask(UserThread tracee, ulong size, ulong data)
    {
        if (size != SignalConstants.SetSize) return Errno.EINVAL;
        Errno error = SyscallContext.Read(data, out ulong mask);
        if (error != Errno.None) return error;
        using SpinLock<SignalState>.Guard state = tracee.Process.Signals.Lock();
        tracee.SignalMask = mask & ~SignalSet.Unblockable;
        tracee.HasPendingWork = true;
        return 0;
    }

    private static Result<long> GetSyscall(Trace trace, ulong size, ulong data)
    {
        const int WordOffset = 8;
        const int UnionOffset = 24;
        const long LargestError = 4095;
        UserRegisters registers = trace.Tracee.User.Registers;
        Span<byte> information = stackalloc byte[PtraceSyscallInformation.EntryBytes];
        information[0] = (byte)trace.Syscall;
        _ = BitConverter.TryWriteBytes(information[4..], PtraceSyscallInformation.Architecture);
        _ = BitConverter.TryWriteBytes(information[WordOffset..], registers.Rip);
        _ = BitConverter.TryWriteBytes(information[(WordOffset + 8)..], registers.Rsp);
        int length = PtraceSyscallInformation.NoneBytes;
        if (trace.Syscall == SyscallStop.Entry)
        {
            length = PtraceSyscallInformation.EntryBytes;
            ReadOnlySpan<ulong> words = [registers.OriginalRax, registers.Rdi, registers.Rsi, registers.Rdx, registers.R10, registers.R8, registers.R9];
            for (int i = 0; i < words.Length; i++)
            {
                _ = BitConverter.TryWriteBytes(information[(UnionOffset + (i * sizeof(ulong)))..], words[i]);
            }
        }
        else if (trace.Syscall == SyscallStop.Exit)
        {
            length = PtraceSyscallInformation.ExitBytes;
            _ = BitConverter.TryWriteBytes(information[UnionOffset..], registers.Rax);
            information[UnionOffset + sizeof(ulong)] = (long)registers.Rax is < 0 and >= -LargestError ? (byte)1 : (byte)0;
        }

        ReadOnlySpan<byte> bytes = information[..(int)Math.Min((ulong)length, size)];
        Errno error = UserMemory.CopyOut(new VirtualAddress(data), bytes);
        return error == Errno.None ? length : error;
    }
}
