// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.ImageViewer.View;
using Skift.Imaging;
using Skift.Libc;

namespace Skift.ImageViewer;

/// <summary>The picture files that the command line names.</summary>
internal sealed class PictureFiles : PictureSource
{
    /// <summary>The largest file that is read: beyond this a picture would not fit anyway.</summary>
    private const long MaxFileSize = 1L << 30;

    private readonly List<string> _paths = new List<string>();

    /// <summary>Takes files as they are, and of folders the pictures in them.</summary>
    /// <remarks>With a single file, all pictures of its folder can be leafed through, beginning with the file.</remarks>
    /// <exception cref="ImageFormatException">A folder cannot be read or has no pictures; the message begins with its name.</exception>
    internal PictureFiles(List<string> paths)
    {
        foreach (string path in paths)
        {
            if (IsDirectory(path))
                AddFolder(path);
            else
                _paths.Add(path);
        }

        if (paths.Count == 1 && _paths.Count == 1 && _paths[0] == paths[0])
            AddNeighbours(paths[0]);
    }

    /// <summary>Which picture to show first.</summary>
    internal int Start { get; private set; }

    public override int Count => _paths.Count;

    public override string GetName(int index) => _paths[index].Substring(_paths[index].LastIndexOf('/') + 1);

    internal string GetPath(int index) => _paths[index];

    public override ImageDecoder Open(int index) => ImageDecoder.Open(Read(_paths[index]));

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="ImageFormatException">It cannot be read.</exception>
    internal static byte[] Read(string path)
    {
        // Without blocking: a pipe that nobody writes to would be waited for for ever, and is refused below.
        const OpenFlags Flags = OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC | OpenFlags.O_NONBLOCK;
        if (!Posix.Open(path, Flags).Try(out int fd, out Errno error))
            throw new ImageFormatException(Posix.Strerror(error));
        try
        {
            if (!Posix.Fstat(fd).Try(out Stat stat, out error))
                throw new ImageFormatException(Posix.Strerror(error));
            StatMode type = stat.st_mode & StatMode.S_IFMT;
            if (type == StatMode.S_IFDIR)
                throw new ImageFormatException(Posix.Strerror(Errno.EISDIR));
            if (type != StatMode.S_IFREG)
                throw new ImageFormatException("not a regular file");
            if (stat.st_size > MaxFileSize)
                throw new ImageFormatException("file is too large");
            return ReadAll(fd, (int)stat.st_size);
        }
        finally
        {
            Posix.Close(fd);
        }
    }

    private static byte[] ReadAll(int fd, int size)
    {
        byte[] data = new byte[size];
        int length = 0;
        while (length < size)
        {
            if (Posix.Read(fd, data.AsSpan(length)).Try(out int count, out Errno error))
            {
                // The file became shorter meanwhile.
                if (count == 0)
                    break;
                length += count;
            }
            else if (error != Errno.EINTR)
            {
                throw new ImageFormatException(Posix.Strerror(error));
            }
        }

        return length == size ? data : data.AsSpan(0, length).ToArray();
    }

    private static bool IsDirectory(string path) =>
        Posix.Stat(path).Try(out Stat stat, out _) && (stat.st_mode & StatMode.S_IFMT) == StatMode.S_IFDIR;

    private static List<string> List(string folder, out Errno error)
    {
        List<string> names = new List<string>();
        if (!Posix.Opendir(folder).Try(out DirectoryStream directory, out error))
            return names;
        using (directory)
        {
            while (directory.Read(out DirectoryEntry entry))
            {
                if (PictureNames.IsPicture(entry.Name))
                    names.Add(entry.Name);
            }

            error = directory.Error;
        }

        PictureNames.Sort(names);
        return names;
    }

    private void AddFolder(string folder)
    {
        List<string> names = List(folder, out Errno error);
        if (error != Errno.None)
            throw new ImageFormatException(folder + ": " + Posix.Strerror(error));
        if (names.Count == 0)
            throw new ImageFormatException(folder + ": no pictures in the folder");
        foreach (string name in names)
            _paths.Add(Combine(folder, name));
    }

    private void AddNeighbours(string path)
    {
        int slash = path.LastIndexOf('/');
        string folder = slash < 0 ? "." : path.Substring(0, slash + 1);
        string file = path.Substring(slash + 1);
        // A folder that cannot be listed leaves the file alone.
        List<string> names = List(folder, out _);
        int index = names.IndexOf(file);
        if (index < 0)
            return;
        _paths.Clear();
        foreach (string name in names)
            _paths.Add(slash < 0 ? name : folder + name);
        Start = index;
    }

    private static string Combine(string folder, string name) => folder[folder.Length - 1] == '/' ? folder + name : folder + "/" + name;
}
