// <lesson-video>: a course player. docs/player.md describes its attributes, events, parts and properties.
//
//   <script type="module" src="/static/lesson-video.js"></script>
//   <lesson-video src="/videos/a.mp4" captions="/videos/a.vtt" details="/videos/a.json"></lesson-video>
//   <lesson-video video-id="vid_0123"></lesson-video>
//
// The server sends this module and all that it imports as one file. Styles are a constructed sheet and all content is
// made of nodes, so that the strictest Content-Security-Policy holds and nothing that anybody wrote is ever read as
// markup.
import { LessonVideo } from "./lesson-video/element.js";

if (!customElements.get("lesson-video")) customElements.define("lesson-video", LessonVideo);
