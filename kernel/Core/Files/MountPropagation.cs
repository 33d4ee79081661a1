// SPDX-License-Identifier: MIT
namespace Skift.Core.Files;

/// <summary>The optional fields of mountinfo (<c>proc_pid_mountinfo(5)</c>).</summary>
/// <param name="Group">Number of the mount's peer group; 0 if it is not shared.</param>
/// <param name="Master">Number of the peer group that it is a slave of; 0 if there is none.</param>
/// <param name="VisibleMaster">Of the masters and their masters, the nearest of which the reader sees a mount; 0 if there is none.</param>
/// <param name="IsUnbindable">It must not be bound elsewhere.</param>
public readonly record struct MountPropagation(int Group, int Master, int VisibleMaster, bool IsUnbindable);
