// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Core.Files;
using Skift.Machine;

namespace Skift.Core.Sockets;

/// <summary>Lets go of files that were sent along with data.</summary>
internal static class Rights
{
    private static readonly SpinLock<Remains> s_remains = new(new Remains { Files = [] });

    private struct Remains
    {
        internal List<OpenFile> Files;
        internal bool IsBeingEmptied;
    }

    /// <summary>Gives the holds back. A socket that closes by that lets go of files itself, so this goes in rounds and not in depth.</summary>
    internal static void Dispose(OpenFile[]? files)
    {
        if (files is null || files.Length == 0) return;
        using (SpinLock<Remains>.Guard remains = s_remains.Lock())
        {
            remains.Value.Files.AddRange(files);
            if (remains.Value.IsBeingEmptied) return;
            remains.Value.IsBeingEmptied = true;
        }

        while (TryTake(out OpenFile? file))
        {
            file!.Dispose();
        }
    }

    private static bool TryTake(out OpenFile? file)
    {
        using SpinLock<Remains>.Guard remains = s_remains.Lock();
        int count = remains.Value.Files.Count;
        file = count == 0 ? null : remains.Value.Files[count - 1];
        if (count == 0) remains.Value.IsBeingEmptied = false;
        else remains.Value.Files.RemoveAt(count - 1);
        return count != 0;
    }
}
