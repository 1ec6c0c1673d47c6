//! The elements of HTML that matter to a text.

macro_rules! tags {
    ($($variant:ident = $name:literal),+ $(,)?) => {
        /// An element's name; `Other` for all that mean nothing to a text.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(super) enum Tag { $($variant),+, Other }

        impl Tag {
            /// How many there are.
            pub(super) const COUNT: usize = Self::Other as usize + 1;

            /// The element with a name in lower case, with or without a prefix before a colon.
            pub(super) fn named(name: &[u8]) -> Self {
                match name { $($name => Self::$variant,)+ _ => Self::Other }
            }
        }
    };
}

tags!(
    A = b"a",
    Address = b"address",
    Area = b"area",
    Article = b"article",
    Aside = b"aside",
    B = b"b",
    Base = b"base",
    Blockquote = b"blockquote",
    Body = b"body",
    Br = b"br",
    Button = b"button",
    Canvas = b"canvas",
    Caption = b"caption",
    Center = b"center",
    Cite = b"cite",
    Code = b"code",
    Col = b"col",
    Colgroup = b"colgroup",
    Dd = b"dd",
    Details = b"details",
    Dialog = b"dialog",
    Dir = b"dir",
    Div = b"div",
    Dl = b"dl",
    Dt = b"dt",
    Embed = b"embed",
    Fieldset = b"fieldset",
    Figcaption = b"figcaption",
    Figure = b"figure",
    Footer = b"footer",
    Form = b"form",
    Frame = b"frame",
    H1 = b"h1",
    H2 = b"h2",
    H3 = b"h3",
    H4 = b"h4",
    H5 = b"h5",
    H6 = b"h6",
    Head = b"head",
    Header = b"header",
    Hgroup = b"hgroup",
    Hr = b"hr",
    Html = b"html",
    Iframe = b"iframe",
    Img = b"img",
    Input = b"input",
    Label = b"label",
    Legend = b"legend",
    Li = b"li",
    Link = b"link",
    Main = b"main",
    Menu = b"menu",
    Meta = b"meta",
    Nav = b"nav",
    Noembed = b"noembed",
    Noframes = b"noframes",
    Noscript = b"noscript",
    Object = b"object",
    Ol = b"ol",
    Optgroup = b"optgroup",
    Option = b"option",
    P = b"p",
    Param = b"param",
    Picture = b"picture",
    Plaintext = b"plaintext",
    Pre = b"pre",
    Q = b"q",
    Rp = b"rp",
    Script = b"script",
    Section = b"section",
    Select = b"select",
    Source = b"source",
    Strong = b"strong",
    Style = b"style",
    Summary = b"summary",
    Sup = b"sup",
    Svg = b"svg",
    Table = b"table",
    Tbody = b"tbody",
    Td = b"td",
    Template = b"template",
    Textarea = b"textarea",
    Tfoot = b"tfoot",
    Th = b"th",
    Thead = b"thead",
    Time = b"time",
    Title = b"title",
    Tr = b"tr",
    Track = b"track",
    Ul = b"ul",
    Video = b"video",
    Audio = b"audio",
    Wbr = b"wbr",
    Xmp = b"xmp",
);

impl Tag {
    /// Whether it has no content and no end tag.
    pub(super) fn is_void(self) -> bool {
        use Tag::{Area, Base, Br, Col, Embed, Frame, Hr, Img, Input, Link, Meta, Param, Source, Track, Wbr};
        matches!(self, Area | Base | Br | Col | Embed | Frame | Hr | Img | Input | Link | Meta | Param | Source | Track | Wbr)
    }

    /// The level of a heading.
    pub(super) fn level(self) -> Option<u8> {
        let all = [Self::H1, Self::H2, Self::H3, Self::H4, Self::H5, Self::H6];
        all.iter().zip(1..).find(|(tag, _)| **tag == self).map(|(_, level)| level)
    }

    /// Whether it begins and ends a line of its own.
    pub(super) fn is_block(self) -> bool {
        use Tag::{
            Address, Article, Aside, Blockquote, Body, Caption, Center, Dd, Details, Dialog, Dir, Div, Dl, Dt, Fieldset,
            Figcaption, Figure, Footer, Form, Header, Hgroup, Hr, Html, Legend, Li, Main, Menu, Nav, Ol, P, Plaintext, Pre,
            Section, Summary, Table, Tbody, Td, Tfoot, Th, Thead, Tr, Ul, Xmp,
        };
        let is_named = matches!(
            self,
            Address
                | Article
                | Aside
                | Blockquote
                | Body
                | Caption
                | Center
                | Dd
                | Details
                | Dialog
                | Dir
                | Div
                | Dl
                | Dt
                | Fieldset
                | Figcaption
                | Figure
                | Footer
                | Form
                | Header
                | Hgroup
                | Hr
                | Html
                | Legend
                | Li
                | Main
                | Menu
                | Nav
                | Ol
                | P
        );
        is_named
            || matches!(self, Plaintext | Pre | Section | Summary | Table | Tbody | Td | Tfoot | Th | Thead | Tr | Ul | Xmp)
            || self.level().is_some()
    }

    /// Whether an open paragraph ends where it begins.
    pub(super) fn ends_paragraph(self) -> bool {
        use Tag::{Body, Caption, Html, Legend, Tbody, Td, Tfoot, Th, Thead, Tr};
        self.is_block() && !matches!(self, Body | Caption | Html | Legend | Tbody | Td | Tfoot | Th | Thead | Tr)
    }

    /// Whether its content is nothing to read: scripts, styles, what one fills in, what is played.
    pub(super) fn is_silent(self) -> bool {
        use Tag::{
            Audio, Button, Canvas, Embed, Head, Iframe, Input, Noembed, Noframes, Noscript, Object, Optgroup, Option, Script,
            Select, Style, Svg, Template, Textarea, Title, Video,
        };
        matches!(
            self,
            Audio
                | Button
                | Canvas
                | Embed
                | Head
                | Iframe
                | Input
                | Noembed
                | Noframes
                | Noscript
                | Object
                | Optgroup
                | Option
                | Script
                | Select
                | Style
                | Svg
                | Template
                | Textarea
                | Title
                | Video
        )
    }
}
