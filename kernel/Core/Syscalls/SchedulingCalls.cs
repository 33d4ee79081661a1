// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>membarrier(2), rseq(2).</summary>
internal static class SchedulingCalls
{
    private const uint RseqBytes = 32;

    /// <summary>membarrier(2). All commands make every CPU pass a barrier before they return.</summary>
    internal static Result<long> membarrier(in SyscallContext context, int command, uint flags)
    {
        const MembarrierCommands Known = MembarrierCommands.Global | MembarrierCommands.GlobalExpedited | MembarrierCommands.RegisterGlobalExpedited
            | MembarrierCommands.PrivateExpedited | MembarrierCommands.RegisterPrivateExpedited;
        if (flags != 0) return Errno.EINVAL;
        switch ((MembarrierCommands)command)
        {
            case MembarrierCommands.Query:
                return (long)Known;
            case MembarrierCommands.RegisterPrivateExpedited:
                context.Process.HasPrivateBarrier = true;
                return 0;
            case MembarrierCommands.RegisterGlobalExpedited:
                return 0;
            case MembarrierCommands.PrivateExpedited when !context.Process.HasPrivateBarrier:
                return Errno.EPERM;
            case MembarrierCommands.Global or MembarrierCommands.GlobalExpedited or MembarrierCommands.PrivateExpedited:
                Cpu.SynchronizeAll();
                return 0;
            default:
                return Errno.EINVAL;
        }
    }

    internal static Result<long> rseq(in SyscallContext context, ulong address, uint length, int flags, uint signature)
    {
        const int Unregister = 1;
        ref RestartableSequence sequence = ref context.Thread.Sequence;
        if ((flags & Unregister) != 0)
        {
            if ((flags & ~Unregister) != 0 || sequence.Address != address || address == 0 || sequence.Length != length) return Errno.EINVAL;
            return SyscallContext.Done(sequence.Signature != signature ? Errno.EPERM : sequence.Unregister());
        }

        if (flags != 0) return Errno.EINVAL;
        if (sequence.Address != 0)
        {
            if (sequence.Address != address || sequence.Length != length) return Errno.EINVAL;
            return sequence.Signature != signature ? Errno.EPERM : Errno.EBUSY;
        }

        if (length < RseqBytes || address % RseqBytes != 0) return Errno.EINVAL;
        if (!new VirtualAddress(address).IsUserRange(length)) return Errno.EFAULT;
        Errno error = SyscallContext.Write(address + 8, 0UL);
        if (error == Errno.None) sequence.Register(address, length, signature);
        return SyscallContext.Done(error);
    }
}
