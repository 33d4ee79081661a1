// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>arch_prctl(2), prctl(2), set_tid_address(2): what threads and their libraries need.</summary>
internal static class ThreadCalls
{
    internal static Result<long> arch_prctl(in SyscallContext context, int code, ulong address)
    {
        UserContext user = context.Thread.User;
        switch ((ArchPrctl)code)
        {
            case ArchPrctl.ARCH_SET_FS:
                if (address >= VirtualAddress.UserEnd) return Errno.EPERM;
                user.FsBase = address;
                return 0;
            case ArchPrctl.ARCH_SET_GS:
                if (address >= VirtualAddress.UserEnd) return Errno.EPERM;
                user.GsBase = address;
                return 0;
            case ArchPrctl.ARCH_GET_FS:
                return SyscallContext.Done(SyscallContext.Write(address, user.FsBase));
            case ArchPrctl.ARCH_GET_GS:
                return SyscallContext.Done(SyscallContext.Write(address, user.GsBase));
            default:
                return Errno.EINVAL;
        }
    }

    internal static Result<long> set_tid_address(in SyscallContext context, ulong address)
    {
        context.Thread.ClearChildThreadId = address;
        return context.Thread.Id;
    }

    /// <summary>PR_TSC_ENABLE.</summary>
    private const int TscEnabled = 1;

    internal static Result<long> prctl(in SyscallContext context, int option, ulong a1, ulong a2, ulong a3, ulong a4)
    {
        UserThread thread = context.Thread;
        Process process = context.Process;
        switch ((Prctl)option)
        {
            case Prctl.PR_SET_NAME:
                return SetName(thread, a1);
            case Prctl.PR_GET_NAME:
                Span<byte> name = stackalloc byte[16];
                name.Clear();
                thread.Command.CopyTo(name);
                return SyscallContext.Done(UserMemory.CopyOut(new VirtualAddress(a1), name));
            case Prctl.PR_SET_PDEATHSIG:
                if (a1 > (ulong)Signal.SIGRTMAX) return Errno.EINVAL;
                process.ParentDeathSignal = (Signal)a1;
                return 0;
            case Prctl.PR_GET_PDEATHSIG:
                return SyscallContext.Done(SyscallContext.Write(a1, (int)process.ParentDeathSignal));
            case Prctl.PR_GET_DUMPABLE:
                return process.AddressSpace.IsDumpable ? 1 : 0;
            case Prctl.PR_SET_DUMPABLE:
                if (a1 > 1) return Errno.EINVAL;
                process.AddressSpace.IsDumpable = a1 != 0;
                return 0;
            case Prctl.PR_GET_KEEPCAPS:
                return (context.Credentials.Capabilities.SecureBits & SecureBits.SECBIT_KEEP_CAPS) != 0 ? 1 : 0;
            case Prctl.PR_SET_KEEPCAPS:
                return CapabilityCalls.KeepCapabilities(context, a1);
            case Prctl.PR_CAPBSET_READ:
                return CapabilityCalls.IsBounding(context, a1);
            case Prctl.PR_CAPBSET_DROP:
                return CapabilityCalls.DropBounding(context, a1);
            case Prctl.PR_GET_SECUREBITS:
                return (long)context.Credentials.Capabilities.SecureBits;
            case Prctl.PR_SET_SECUREBITS:
                return CapabilityCalls.SetSecureBits(context, a1);
            case Prctl.PR_CAP_AMBIENT:
                return CapabilityCalls.Ambient(context, a1, a2, a3, a4);
            case Prctl.PR_GET_TIMERSLACK:
                return thread.TimerSlack;
            case Prctl.PR_SET_TIMERSLACK:
                thread.TimerSlack = (long)a1 > 0 ? (long)a1 : thread.DefaultTimerSlack;
                return 0;
            case Prctl.PR_GET_SECCOMP:
                return 0;
            case Prctl.PR_GET_TSC:
                return SyscallContext.Done(SyscallContext.Write(a1, TscEnabled));
            case Prctl.PR_GET_TIMING:
                return 0;
            case Prctl.PR_SET_TIMING:
                // Only the statistical kind, which is what there is.
                return a1 == 0 ? 0 : Errno.EINVAL;
            case Prctl.PR_GET_TID_ADDRESS:
                return SyscallContext.Done(SyscallContext.Write(a1, thread.ClearChildThreadId));
            case Prctl.PR_SET_CHILD_SUBREAPER:
                process.IsSubreaper = a1 != 0;
                return 0;
            case Prctl.PR_GET_CHILD_SUBREAPER:
                return SyscallContext.Done(SyscallContext.Write(a1, process.IsSubreaper ? 1 : 0));
            case Prctl.PR_SET_NO_NEW_PRIVS:
                if (a1 != 1 || a2 != 0 || a3 != 0 || a4 != 0) return Errno.EINVAL;
                thread.HasNoNewPrivileges = true;
                return 0;
            case Prctl.PR_GET_NO_NEW_PRIVS:
                if (a1 != 0 || a2 != 0 || a3 != 0 || a4 != 0) return Errno.EINVAL;
                return thread.HasNoNewPrivileges ? 1 : 0;
            default:
                return Errno.EINVAL;
        }
    }

    /// <summary>Longer names are cut.</summary>
    private static Result<long> SetName(UserThread thread, ulong address)
    {
        Span<byte> name = stackalloc byte[16];
        Result<int> result = UserMemory.CopyStringIn(new VirtualAddress(address), name);
        if (!result.Try(out int length, out Errno error))
        {
            if (error != Errno.ENAMETOOLONG) return error;
            length = name.Length - 1;
        }

        thread.Command = name[..length];
        return 0;
    }
}
