// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Processes;

namespace Skift.Core.Signals;

/// <summary>The rules of sigaltstack(2).</summary>
internal static class AlternateStacks
{
    internal static bool Contains(in SignalStack stack, ulong address) =>
        (stack.ss_flags & SignalConstants.SS_DISABLE) == 0 && address > stack.ss_sp && address - stack.ss_sp <= stack.ss_size;

    /// <summary>The flags that a query shows: whether the thread is on the stack now.</summary>
    internal static SignalStack Describe(UserThread thread)
    {
        SignalStack stack = thread.AlternateStack;
        if (IsInUse(thread)) stack.ss_flags |= SignalConstants.SS_ONSTACK;
        return stack;
    }

    /// <summary>Sets the alternate stack.</summary>
    /// <returns><c>EPERM</c>: the present one is in use; <c>EINVAL</c>: unknown flags; <c>ENOMEM</c>: too small.</returns>
    internal static Errno TrySet(UserThread thread, SignalStack stack)
    {
        if (IsInUse(thread)) return Errno.EPERM;
        int mode = stack.ss_flags & ~SignalConstants.SS_AUTODISARM;
        if (mode is not (0 or SignalConstants.SS_DISABLE or SignalConstants.SS_ONSTACK)) return Errno.EINVAL;
        if (mode == SignalConstants.SS_DISABLE)
        {
            thread.AlternateStack = new SignalStack { ss_flags = stack.ss_flags };
            return Errno.None;
        }

        if (stack.ss_size < SignalConstants.MINSIGSTKSZ) return Errno.ENOMEM;
        thread.AlternateStack = new SignalStack
        {
            ss_sp = stack.ss_sp,
            ss_size = stack.ss_size,
            ss_flags = stack.ss_flags & SignalConstants.SS_AUTODISARM,
        };
        return Errno.None;
    }

    private static bool IsInUse(UserThread thread)
    {
        SignalStack stack = thread.AlternateStack;
        return (stack.ss_flags & SignalConstants.SS_AUTODISARM) == 0 && Contains(stack, thread.User.Registers.Rsp);
    }
}
