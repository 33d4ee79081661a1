// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Processes;
using Skift.Core.Sockets.Unix;
using Skift.Core.Syscalls;

namespace Skift.Core.Information;

public sealed partial class SystemInformationSource
{
    public override Result<OpenFile> OpenMemory(int process, Path path, OpenFlags flags)
    {
        if (ProcessTable.Find(process) is not Process found) return Errno.ESRCH;
        if (!PtraceCalls.MayAccess(UserThread.Current.Process, found, asForFiles: true)) return Errno.EACCES;
        return new ProcessMemoryFile(found, path, flags);
    }

    public override bool MayLookInto(int process) =>
        Scheduling.Thread.Current is not UserThread thread || ProcessTable.Find(process) is not Process found || PtraceCalls.MayAccess(thread.Process, found, asForFiles: true);

    public override UnixSocketInformation[] UnixSockets
    {
        get
        {
            List<UnixSocket> sockets = UnixTable.Snapshot();
            UnixSocketInformation[] found = new UnixSocketInformation[sockets.Count];
            for (int i = 0; i < found.Length; i++)
            {
                UnixSocket socket = sockets[i];
                found[i] = new UnixSocketInformation
                {
                    References = 1 + (socket.File?.Holders ?? 0),
                    Type = (int)socket.Type,
                    IsListening = socket.IsListening,
                    IsConnected = socket.CurrentPhase == UnixSocket.Phase.Established,
                    Inode = socket.File?.Inode.Number ?? 0,
                    Name = socket.Address is UnixAddress address ? address.Name.ToArray() : [],
                };
            }

            return found;
        }
    }
}
