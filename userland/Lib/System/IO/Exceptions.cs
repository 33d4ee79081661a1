// SPDX-License-Identifier: MIT
using System;

namespace System.IO;

public class IOException : SystemException
{
    public IOException()
        : base("I/O error occurred.")
    {
    }

    public IOException(string? message)
        : base(message)
    {
    }

    public IOException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

public class FileNotFoundException : IOException
{
    public FileNotFoundException()
        : base("Unable to find the specified file.")
    {
    }

    public FileNotFoundException(string? message)
        : base(message)
    {
    }

    public FileNotFoundException(string? message, string? fileName)
        : base(message) => FileName = fileName;

    public string? FileName { get; }
}

public class DirectoryNotFoundException : IOException
{
    public DirectoryNotFoundException()
        : base("Attempted to access a path that is not on the disk.")
    {
    }

    public DirectoryNotFoundException(string? message)
        : base(message)
    {
    }
}

public class PathTooLongException : IOException
{
    public PathTooLongException()
        : base("The specified file name or path is too long.")
    {
    }

    public PathTooLongException(string? message)
        : base(message)
    {
    }
}

public class EndOfStreamException : IOException
{
    public EndOfStreamException()
        : base("Attempted to read past the end of the stream.")
    {
    }

    public EndOfStreamException(string? message)
        : base(message)
    {
    }
}
