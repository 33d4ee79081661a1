// SPDX-License-Identifier: MIT
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Processes;

/// <summary>Lets the parent of vfork(2) wait until the child no longer uses its memory.</summary>
internal sealed class VforkWait
{
    private readonly SpinLock<bool> _isDone = new(false);
    private readonly WaitQueue _parent = new();

    internal void Wait()
    {
        using SpinLock<bool>.Guard isDone = _isDone.Lock();
        while (!isDone.Value)
        {
            _ = _parent.Wait(isDone, interruptible: false);
        }
    }

    internal void Complete()
    {
        using SpinLock<bool>.Guard isDone = _isDone.Lock();
        isDone.Value = true;
        _parent.WakeAll();
    }
}
