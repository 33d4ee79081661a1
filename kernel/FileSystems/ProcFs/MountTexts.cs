// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;

namespace Skift.FileSystems.ProcFs;

/// <summary>The lists of mounts, as <c>fstab(5)</c> lines and as <c>mountinfo</c> (<c>proc(5)</c>).</summary>
internal static class MountTexts
{
    private static ReadOnlySpan<byte> Special => " \t\n\\"u8;

    internal static ProcText Mounts(MountNamespace mounts, Path root)
    {
        ProcText text = new();
        foreach (Mount mount in mounts.Mounts)
        {
            _ = text.AddEscaped(mount.Source.Length == 0 ? "none"u8 : mount.Source, Special).Add(' ')
                .AddEscaped(NameOf(mount, root), Special).Add(' ')
                .Add(mount.FileSystem.TypeName).Add(' ');
            AddFlags(text, mount);
            _ = text.Add(mount.FileSystem.Options).Add(" 0 0\n"u8);
        }

        return text;
    }

    internal static ProcText MountInfo(MountNamespace mounts, Path root)
    {
        ProcText text = new();
        foreach (Mount mount in mounts.Mounts)
        {
            long parent = mount.Point is Path point ? point.Mount.Number : mount.Number;
            ulong device = mount.FileSystem.DeviceNumber;
            _ = text.Add(mount.Number).Add(' ').Add(parent).Add(' ')
                .Add((long)DeviceNumber.Major(device)).Add(':').Add((long)DeviceNumber.Minor(device)).Add(' ')
                .AddEscaped(mount.RootName(), Special).Add(' ')
                .AddEscaped(NameOf(mount, root), Special).Add(' ');
            AddFlags(text, mount);
            AddPropagation(text, mounts.PropagationOf(mount, root));
            _ = text.Add(" - "u8).Add(mount.FileSystem.TypeName).Add(' ')
                .AddEscaped(mount.Source.Length == 0 ? "none"u8 : mount.Source, Special)
                .Add(mount.FileSystem.IsReadOnly || mount.FileSystem.IsSetReadOnly ? " ro" : " rw").Add(mount.FileSystem.Options).Add('\n');
        }

        return text;
    }

    internal static ProcText Statistics(MountNamespace mounts, Path root)
    {
        ProcText text = new();
        foreach (Mount mount in mounts.Mounts)
        {
            _ = (mount.Source.Length == 0 ? text.Add("no device"u8) : text.Add("device "u8).AddEscaped(mount.Source, Special))
                .Add(" mounted on "u8).AddEscaped(NameOf(mount, root), Special)
                .Add(" with fstype "u8).Add(mount.FileSystem.TypeName).Add('\n');
        }

        return text;
    }

    private static void AddPropagation(ProcText text, in MountPropagation propagation)
    {
        if (propagation.Group != 0) _ = text.Add(" shared:"u8).Add(propagation.Group);
        if (propagation.Master != 0) _ = text.Add(" master:"u8).Add(propagation.Master);
        if (propagation.VisibleMaster != 0 && propagation.VisibleMaster != propagation.Master) _ = text.Add(" propagate_from:"u8).Add(propagation.VisibleMaster);
        if (propagation.IsUnbindable) _ = text.Add(" unbindable"u8);
    }

    private static byte[] NameOf(Mount mount, Path root) => new Path(mount, mount.Root).ToBytes(root);

    private static void AddFlags(ProcText text, Mount mount)
    {
        _ = text.Add(mount.IsReadOnly ? "ro" : "rw");
        AddFlag(text, mount, MountFlags.MS_NOSUID, ",nosuid");
        AddFlag(text, mount, MountFlags.MS_NODEV, ",nodev");
        AddFlag(text, mount, MountFlags.MS_NOEXEC, ",noexec");
        AddFlag(text, mount, MountFlags.MS_SYNCHRONOUS, ",sync");
        AddFlag(text, mount, MountFlags.MS_NOATIME, ",noatime");
        AddFlag(text, mount, MountFlags.MS_NODIRATIME, ",nodiratime");
        AddFlag(text, mount, MountFlags.MS_RELATIME, ",relatime");
        AddFlag(text, mount, MountFlags.MS_NOSYMFOLLOW, ",nosymfollow");
    }

    private static void AddFlag(ProcText text, Mount mount, MountFlags flag, string name)
    {
        if ((mount.Flags & flag) != 0)
        {
            _ = text.Add(name);
        }
    }
}
