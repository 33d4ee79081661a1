// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Devices.Loop;
using Skift.Core.Files;

namespace Skift.Core.Processes;

/// <summary>The running thread, as loop devices see it.</summary>
public sealed class ProcessLoopCaller : LoopCaller
{
    public override bool IsPrivileged => UserThread.Current.Process.Credentials.IsPrivileged;

    public override Result<OpenFile> FindFile(int descriptor) => UserThread.Current.Files.Get(descriptor);
}
