// A site's configuration may be a program. bylint never runs it: that it is here tells what the site is made with.
export default {
  title: 'The Workshop Handbook',
  url: 'https://handbook.example',
  baseUrl: '/',
  presets: [['classic', {blog: {routeBasePath: 'blog'}}]],
};
