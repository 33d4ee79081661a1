// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;

namespace System.Diagnostics;

/// <summary>Ends a process and all its descendants.</summary>
internal static class ProcessTree
{
    internal static void Kill(Process root)
    {
        int id = root.Id;
        if (root.HasExited) return;
        for (int ancestor = Posix.Getpid(); ancestor != 0; ancestor = ProcessRecord.Read(ancestor)?.Parent ?? 0)
        {
            if (ancestor == id) throw new InvalidOperationException("Cannot be used to terminate a process tree containing the calling process.");
        }

        // Stopped, it starts no more while its children are looked for; those of a dead parent could not be told from others.
        _ = Posix.Kill(id, Signal.SIGSTOP);
        List<ProcessRecord> children = ChildrenOf(id);
        root.Kill();
        foreach (ProcessRecord child in children) KillBelow(child);
    }

    private static void KillBelow(ProcessRecord process)
    {
        if (Posix.Kill(process.Id, Signal.SIGSTOP) != Errno.None) return;
        List<ProcessRecord> children = ChildrenOf(process.Id);
        _ = Posix.Kill(process.Id, Signal.SIGKILL);
        foreach (ProcessRecord child in children) KillBelow(child);
    }

    private static List<ProcessRecord> ChildrenOf(int id)
    {
        List<ProcessRecord> children = [];
        foreach (ProcessRecord record in ProcessRecord.ReadAll())
        {
            if (record.Parent == id) children.Add(record);
        }

        return children;
    }
}
