// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Core.Signals;
using Skift.Machine;

namespace Skift.Core.Processes;

// The end by a signal that leaves a core file: all threads stop where they are, one of them writes the file, then all leave.
public sealed partial class Process
{
    /// <summary>What Linux writes if nobody chooses: private memory, shared memory without a name, the first page of programs.</summary>
    internal const uint DefaultCoreFilter = 0x33;

    // Guarded by the signal lock.
    private UserThread? _dumper;
    private int _waitingForDump;

    /// <summary>Which memory goes into a core file (<c>coredump_filter</c>).</summary>
    public uint CoreFilter { get; internal set; } = DefaultCoreFilter;

    /// <summary>Ends the process by a signal, with a core file if it is to have one. Called by the thread that was hit.</summary>
    internal void EndWithDump(UserThread hit, in SignalDetails details)
    {
        int status = WaitStatus.Signaled(details.Signal);
        if (Limits.Soft(Resource.RLIMIT_CORE) < Page.Size || !AddressSpace.IsDumpable)
        {
            BeginExit(status);
            return;
        }

        if (!TryBeginDump(hit)) return;
        BeginExit(status);
        bool isWritten = false;
        try
        {
            WaitForOthers();
            isWritten = CoreFile.TryWrite(hit, Threads, details);
        }
        finally
        {
            EndDump(isWritten);
        }
    }

    /// <returns><c>false</c>: the process ends already, or another thread executes a program.</returns>
    private bool TryBeginDump(UserThread hit)
    {
        using SpinLock<SignalState>.Guard state = _signals.Lock();
        if (state.Value.IsExiting || state.Value.OnlySurvivor is not null) return false;
        _dumper = hit;
        return true;
    }

    private void WaitForOthers()
    {
        using SpinLock<SignalState>.Guard state = _signals.Lock();
        while (_waitingForDump + 1 < state.Value.Threads.Count) _ = ThreadEvents.Wait(state, interruptible: false);
    }

    private void EndDump(bool isWritten)
    {
        using SpinLock<SignalState>.Guard state = _signals.Lock();
        if (isWritten) state.Value.ExitStatus |= WaitStatus.CoreFlag;
        _dumper = null;
        ThreadEvents.WakeAll();
    }

    /// <summary>A thread leaves: while another one writes a core file, its registers and stack stay.</summary>
    private void StayForDump(UserThread thread)
    {
        using SpinLock<SignalState>.Guard state = _signals.Lock();
        if (_dumper is null || _dumper == thread) return;
        _waitingForDump++;
        ThreadEvents.WakeAll();
        while (_dumper is not null) _ = ThreadEvents.Wait(state, interruptible: false);
        _waitingForDump--;
    }
}
